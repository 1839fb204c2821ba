package dev.stacyvm.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** What went wrong with a file, for an operator: the JDK's own message is often the path and nothing else. */
public final class IoClause {
    private IoClause() {}

    /** A clause that names the file, or the failure's own message where that is one. */
    public static String of(IOException failure) {
        String message = String.valueOf(failure.getMessage());
        return failure instanceof FileSystemException system && message.equals(system.getFile())
                ? message + " " + what(system)
                : message;
    }

    private static String what(FileSystemException bare) {
        if (bare instanceof NoSuchFileException) {
            return "does not exist";
        }
        if (bare instanceof AccessDeniedException) {
            return "is not open to this user";
        }
        if (bare instanceof FileAlreadyExistsException) {
            return "exists already";
        }
        return bare instanceof NotDirectoryException ? "is not a folder" : "cannot be used";
    }
}
