// Package mime takes the bodies of SIP messages apart: media types, multipart
// bodies (RFC 2046 5.1, RFC 2387), content encodings. It decodes nothing.
//
// The standard library's mime/multipart reads a stream, copies what it reads and
// stops at the first oddity; here a part is a piece of the body, with its place in
// the message, and an oddity is a defect that stops nothing:
//
//   - A header without boundary: the first line that begins with "--" is taken for
//     the first delimiter.
//   - A boundary is believed only when its delimiter is a whole line, so that text
//     like it within a part is text.
//   - A body that ends before its last delimiter gives the parts that are there. A
//     part whose header is not there to its end is none.
//
// Parts refer to each other by Content-ID. It is compared without angle brackets,
// because senders leave them out (wire reference 17).
package mime
