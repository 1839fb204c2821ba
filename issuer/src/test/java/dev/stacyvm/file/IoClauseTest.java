package dev.stacyvm.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IoClauseTest {
    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new NoSuchFileException("/f"), "/f does not exist"),
                Arguments.of(new AccessDeniedException("/f"), "/f is not open to this user"),
                Arguments.of(new FileAlreadyExistsException("/f"), "/f exists already"),
                Arguments.of(new NotDirectoryException("/f"), "/f is not a folder"),
                Arguments.of(new FileSystemException("/f"), "/f cannot be used"),
                Arguments.of(new FileSystemException("/f", null, "Read-only file system"), "/f: Read-only file system"),
                Arguments.of(new IOException("/f is empty"), "/f is empty"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void saysWhatIsWrongWhereTheMessageIsABarePath(IOException failure, String clause) {
        assertThat(IoClause.of(failure)).isEqualTo(clause);
    }
}
