package org.parhelion.mesh.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    Path folder;

    @Test
    void aFileIsThereWhollyAndNothingElseIs() throws IOException {
        Path file = folder.resolve("report.json");
        AtomicFile.writeText(file, "{}");
        AtomicFile.writeText(file, "{\"ü\": 1}");
        assertEquals("{\"ü\": 1}", Files.readString(file));
        assertOnly("report.json");
    }

    @Test
    void aFullDiskKeepsThePreviousFileAndSaysWhatToDo() throws IOException {
        assumeTrue(FullDisk.exists(), "there is no /dev/full on this system");
        Path file = folder.resolve("v_00000500.png");
        AtomicFile.writeText(file, "good");
        OutputException e = assertThrows(
                OutputException.class,
                () -> AtomicFile.stage(
                        file,
                        channel -> AtomicFile.writeFully(channel, ByteBuffer.allocate(100_000)),
                        FullDisk.OPENER));
        assertTrue(e.getMessage().startsWith("cannot write " + file + ": the disk is full"), e.getMessage());
        assertTrue(e.getMessage().contains("Free some space"), e.getMessage());
        assertEquals("good", Files.readString(file));
        assertOnly("v_00000500.png");
    }

    @Test
    void contentThatFailsHalfWayLeavesNothing() throws IOException {
        Path file = folder.resolve("a.vti");
        assertThrows(
                IllegalStateException.class,
                () -> AtomicFile.write(file, channel -> {
                    AtomicFile.writeFully(channel, StandardCharsets.UTF_8.encode("half"));
                    throw new IllegalStateException("no data");
                }));
        assertOnly();
    }

    @Test
    void aDiscardedFileLeavesThePreviousOne() throws IOException {
        Path file = folder.resolve("a");
        AtomicFile.writeText(file, "old");
        AtomicFile staged = AtomicFile.stage(file, channel -> channel.write(ByteBuffer.allocate(3)));
        assertEquals("old", Files.readString(file));
        staged.discard();
        assertEquals("old", Files.readString(file));
        assertOnly("a");
    }

    @Test
    void aFolderInTheWayIsNamed() throws IOException {
        Path file = Files.createDirectory(folder.resolve("v.png"));
        OutputException e = assertThrows(OutputException.class, () -> AtomicFile.writeText(file, "x"));
        assertTrue(e.getMessage().contains("v.png: a folder of that name is in the way"), e.getMessage());
        assertOnly("v.png");
    }

    @Test
    void aFolderThatVanishedIsNamed() {
        Path file = folder.resolve("gone").resolve("v.png");
        OutputException e = assertThrows(OutputException.class, () -> AtomicFile.writeText(file, "x"));
        assertTrue(e.getMessage().contains("its folder does not exist"), e.getMessage());
    }

    @Test
    void aFileAsFolderIsNamed() throws IOException {
        Path notAFolder = Files.createFile(folder.resolve("out"));
        Path file = notAFolder.resolve("v.png");
        OutputException e = assertThrows(OutputException.class, () -> AtomicFile.writeText(file, "x"));
        assertTrue(e.getMessage().startsWith("cannot write " + file), e.getMessage());
        assertTrue(e.getMessage().contains("Check the output directory"), e.getMessage());
    }

    private void assertOnly(String... names) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertArrayEquals(
                    names, files.map(f -> f.getFileName().toString()).sorted().toArray());
        }
    }
}
