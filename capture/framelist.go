package capture

import (
	"strconv"
	"strings"
)

// Names names the inputs of a run by Frame.File. There may come to be more while it goes
// on; those that are there keep their names.
type Names interface {
	// Name returns the name of an input, "" when there is none.
	Name(file int) string
	// Several reports whether there are, or may come to be, several: then frames are
	// told with their input.
	Several() bool
}

// Files is the names of inputs that are all known from the beginning.
type Files []string

// Name implements Names.
func (f Files) Name(file int) string {
	if file < 0 || file >= len(f) {
		return ""
	}
	return f[file]
}

// Several implements Names.
func (f Files) Several() bool { return len(f) > 1 }

// FrameList writes frame numbers for people, with runs joined: "#4-6,9". Where there are
// several inputs it writes their names too, through show: "a.pcap#4-6,9 b.pcap#2".
func FrameList(frames []Frame, names Names, show func(string) string) string {
	var b strings.Builder
	for i := 0; i < len(frames); {
		j := i
		for j+1 < len(frames) && frames[j+1].File == frames[i].File && frames[j+1].Num == frames[j].Num+1 {
			j++
		}
		switch {
		case i > 0 && frames[i].File == frames[i-1].File:
			b.WriteByte(',')
		case i > 0:
			b.WriteByte(' ')
			fallthrough
		default:
			if names.Several() {
				b.WriteString(show(names.Name(frames[i].File)))
			}
			b.WriteByte('#')
		}
		b.WriteString(strconv.Itoa(frames[i].Num))
		if j > i {
			b.WriteByte('-')
			b.WriteString(strconv.Itoa(frames[j].Num))
		}
		i = j + 1
	}
	return b.String()
}
