package capture

import (
	"strconv"
	"strings"
)

// FrameList writes frame numbers for people, with runs joined: "#4-6,9". Where there are
// several inputs it writes their names too, through show: "a.pcap#4-6,9 b.pcap#2". The
// names are those of the inputs, by Frame.File.
func FrameList(frames []Frame, names []string, show func(string) string) string {
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
			if len(names) > 1 {
				b.WriteString(show(names[frames[i].File]))
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
