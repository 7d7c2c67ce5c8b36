// Package pcapfile reads and writes capture files.
//
// # Reading
//
// It reads pcap and pcapng, from files and pipes, packed or not, several of them merged by
// time into one [capture.Source].
//
//	names ► feed (bytes, in blocks) ► pcap | pcapng (records) ► merge ► Source
//
// A feed gives contiguous bytes of one input. It reads into [capture.Block]s
// that many records share and that are used again when nobody holds them. Files
// are read where they are needed; a pipe is read ahead by a goroutine, so that
// "nothing there yet" can be told from "nothing more".
//
// The formats are read by code of our own: gopacket's pcapgo takes a file that
// ends in the middle for a whole one, cannot read past a packet larger than the
// snaplen, allocates what a hostile length asks for, divides by zero on some time
// resolutions, and hides where in the file it is.
//
// Of what a pcapng file has beside packets, comments come with the packet that they are
// on, and secrets with the first packet behind them. Interfaces, and how many packets were
// dropped while capturing, are told by Source.Inputs. Names of hosts and blocks of
// private kinds are passed over.
//
// Trouble ends the input it is in, with what was read before kept, and is told by
// Source.Inputs: where (frame, byte) and what. What a capture is whole without (secrets,
// statistics, comments) never ends an input: it is counted as skipped.
//
// # Writing
//
// A [Writer] writes records as pcapng, as they would be read again. A [Ring] writes files by
// it, one or one after the other, each a capture of its own, and says in which of them a
// record came to be at which number: that is the frame by which live findings name it.
//
//	records ► Ring (which file) ► Writer (blocks) ► file
//
// That too is code of our own: pcapgo writes neither comments nor secrets.
package pcapfile
