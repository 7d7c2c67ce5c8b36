// Package intake is what stands between a source and the reader when not everything is
// wanted, or a copy of it is: a capture filter, a snaplen, an end before the end, a file.
//
//	Source ► filter ► cut ► file ► end ► Source
//
// It changes no number: a frame has the number that it has in its input, whatever the
// filter leaves out. Only live captures have none before: there, a frame is named by the
// file that it is written to, so that whoever opens that file finds it.
package intake
