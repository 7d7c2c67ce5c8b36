// Package category holds the values that category documents carry: state, note,
// device and the rest. Decoders and schema tables come one file per document.
package category
