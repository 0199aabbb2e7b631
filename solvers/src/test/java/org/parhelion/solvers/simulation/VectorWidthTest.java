package org.parhelion.solvers.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine with other vectors gives the same bits. */
class VectorWidthTest {
    @TempDir
    Path folder;

    @Test
    @Tag("slow")
    void everyCaseHasTheSameBitsWithVectorsOfAnyWidthAndWithout() throws Exception {
        List<String> widest = digests();
        assertTrue(widest.size() >= 10 && widest.get(0).contains("bits="), widest.toString());
        assertEquals(widest, digests("-XX:MaxVectorSize=16"));
        assertEquals(widest, digests("-XX:MaxVectorSize=8"));
    }

    private List<String> digests(String... flags) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(List.of(flags));
        command.addAll(List.of(CaseDigests.class.getName(), folder.toString()));
        Path out = folder.resolve("digests");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertTrue(process.waitFor(4, TimeUnit.MINUTES), "too slow");
        assertEquals(0, process.exitValue());
        return Files.readAllLines(out);
    }
}
