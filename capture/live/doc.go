// Package live captures from interfaces, on Linux, without cgo and without libpcap. It
// makes a [capture.Source] of them, so that everything behind it is the same as for
// files.
//
//	interface ► kernel filter ► ring of blocks, shared with the kernel ► Source
//
// # How
//
// Each interface has a packet socket (packet(7)) with a memory-mapped ring of the third
// version. The kernel fills a block with packets, and gives it to us when it is full or
// [retire] has gone by. Records are slices of the ring: nothing is copied, and no system
// call is made for a packet. When the last reference to a [capture.Block] is released the
// block goes back to the kernel. So whoever is slow holds up the ring and nothing else,
// and what finds no room there is counted by the kernel, as Input.Dropped.
//
// The alternative, a receive buffer and a system call for each packet, measures worse. With
// 64 MiB for each, 300,000 frames sent as fast as two processors can: of frames of 100 bytes
// recvmsg lost 23 in 100 and the ring none; while nobody read, the buffer had room for
// 80,000 of them, and the ring for more than all; of 1,500 bytes, for 29,000 and 41,000. The
// ring took 60 in 100 of the processor time.
//
// The filter is in place before the socket is bound: it never lets through what it should
// not. Of what the loopback interface carries one copy is taken, the incoming one. The
// kernel takes VLAN tags off; they are put back where they were. Interfaces that have no
// link layer that prescap reads, and "any", are captured as Linux cooked, version 2.
//
// # Time and order
//
// Records of several interfaces are merged by the kernel's time stamps: one waits until no
// other ring can hold an older one. While nothing comes, the source tells four times a
// second how late it is, so that what waits for time to pass needs no packets for it; that
// time runs a second behind the clock on the wall, which no packet takes to get here.
//
// # Rights
//
// Opening a packet socket takes CAP_NET_RAW. Once all are open nothing else does, and
// [DropRights] gives up what the process has.
package live
