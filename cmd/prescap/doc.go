// Command prescap reads Microsoft Lync, OCS and Skype-for-Business presence out
// of packet captures. Each subcommand is one file of this package; what they
// share is the run over a capture (run.go; for the screens session.go), its options
// (options.go; those of capturing in capturing.go), and what it is worth (verdict.go, exit.go).
package main
