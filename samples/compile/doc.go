// Compile compiles every .txt of the current directory that is a conversation
// of package captext to a .pcapng beside it.
package main
