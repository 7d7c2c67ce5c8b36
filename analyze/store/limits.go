package store

// Limits bounds what a Store keeps.
type Limits struct {
	Messages int   // The newest so many are kept, and up to a chunk of 1024 more.
	Memory   int64 // Bytes of messages that are kept in memory; the rest goes to a file.
	Disk     int64 // Bytes in that file, the newest; older messages there have no bytes.
}

// DefaultLimits returns the limits of commands that show messages one by one. Two million
// messages take some 400 MB besides their bytes.
func DefaultLimits() Limits { return Limits{Messages: 1 << 21, Memory: 64 << 20, Disk: 8 << 30} }
