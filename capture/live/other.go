//go:build !linux

package live

import "prescap/capture"

// Open returns ErrUnsupported.
func Open(Config) (capture.Source, error) { return nil, ErrUnsupported }

// Interfaces returns ErrUnsupported.
func Interfaces() ([]Interface, error) { return nil, ErrUnsupported }

// DropRights returns ErrUnsupported.
func DropRights(string) error { return ErrUnsupported }
