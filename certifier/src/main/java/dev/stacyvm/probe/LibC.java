package dev.stacyvm.probe;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;

/** The three calls of the C library that Java has no other way to make. */
interface LibC extends Library {
    LibC INSTANCE = Native.load("c", LibC.class);

    int open(String path, int flags) throws LastErrorException;

    int ioctl(int fd, NativeLong request, NativeLong argument) throws LastErrorException;

    int close(int fd) throws LastErrorException;
}
