package org.parhelion.mesh.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A disk on which files can be made but nothing written, for tests. */
final class FullDisk {
    static final Path DEVICE = Path.of("/dev/full");

    static final AtomicFile.Opener OPENER = FullDisk::open;

    private FullDisk() {}

    static boolean exists() {
        return Files.exists(DEVICE);
    }

    private static FileChannel open(Path temporary) throws IOException {
        Files.createFile(temporary);
        return FileChannel.open(DEVICE, StandardOpenOption.WRITE);
    }
}
