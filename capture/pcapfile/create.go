package pcapfile

import (
	"errors"
	"io/fs"
	"os"
)

// create creates a file for its owner only. What is there already is not touched unless it is
// to be overwritten, or is no file: a device, or a pipe that somebody reads.
func create(name string, overwrite bool) (*os.File, error) {
	flags := os.O_WRONLY | os.O_CREATE | os.O_EXCL
	info, err := os.Stat(name)
	switch {
	case err == nil && info.IsDir():
		return nil, errors.New("it is a directory")
	case err == nil && !info.Mode().IsRegular():
		flags = os.O_WRONLY
	case overwrite:
		flags = os.O_WRONLY | os.O_CREATE | os.O_TRUNC
	}
	f, err := os.OpenFile(name, flags, 0o600)
	switch {
	case errors.Is(err, fs.ErrExist):
		return nil, errors.New("it exists already; name another file, or overwrite it with --force")
	case err != nil:
		return nil, reason(err)
	}
	return f, nil
}

// reason is why something with a file went wrong, without naming operation and file again.
func reason(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}
