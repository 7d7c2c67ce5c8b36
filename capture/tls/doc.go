// Package tls reads what TLS leaves in the open. So far that is who a client
// wants to talk to: the server name in its ClientHello, by which a connection
// that cannot be read can still be told from office web traffic. Decryption with
// key logs becomes a stage of its own here.
package tls
