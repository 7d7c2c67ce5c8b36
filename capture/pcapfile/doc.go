// Package pcapfile reads capture files: pcap and pcapng, from files and pipes,
// several of them merged by time into one [capture.Source].
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
// Trouble ends the input it is in, with what was read before kept, and is told by
// Source.Inputs: where (frame, byte) and what.
package pcapfile
