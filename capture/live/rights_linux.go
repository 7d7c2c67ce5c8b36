package live

import (
	"errors"
	"fmt"
	"os/user"
	"strconv"
	"syscall"
	"unsafe"

	"golang.org/x/sys/unix"
)

// DropRights gives up all capabilities of the process, on all its threads, for good. It is
// meant for the time when all sockets and files are open. With the name of a user it
// becomes that user, too.
//
// It returns ErrKept where nothing was given up, because the program was built with cgo.
func DropRights(name string) error {
	if name != "" {
		if err := become(name); err != nil {
			return err
		}
	}
	// Three words of each set in two halves (capabilities(7)): all zero.
	head := unix.CapUserHeader{Version: unix.LINUX_CAPABILITY_VERSION_3}
	var none [2]unix.CapUserData
	_, _, errno := syscall.AllThreadsSyscall(unix.SYS_CAPSET, uintptr(unsafe.Pointer(&head)), uintptr(unsafe.Pointer(&none)), 0)
	switch {
	case errno == syscall.ENOTSUP:
		return ErrKept
	case errno != 0:
		return fmt.Errorf("capabilities cannot be given up: %w", errno)
	}
	_, _, errno = syscall.AllThreadsSyscall6(unix.SYS_PRCTL, unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0, 0)
	if errno != 0 {
		return fmt.Errorf("new rights cannot be renounced: %w", errno)
	}
	return nil
}

// become makes the process another user's, with all its threads.
func become(name string) error {
	u, err := user.Lookup(name)
	if err != nil {
		return fmt.Errorf("there is no user %q", name)
	}
	uid, err := strconv.Atoi(u.Uid)
	gid, err2 := strconv.Atoi(u.Gid)
	if err := errors.Join(err, err2); err != nil {
		return err
	}
	if err := errors.Join(syscall.Setgroups([]int{gid}), syscall.Setgid(gid), syscall.Setuid(uid)); err != nil {
		return fmt.Errorf("cannot become the user %s: %w", name, err)
	}
	return nil
}
