package org.parhelion.solvers.simulation;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.io.OutputException;
import org.parhelion.mesh.io.OutputFolder;
import org.parhelion.mesh.io.VtkWriter;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** Damaged names of VTK files: each is refused, or what is written can be read, under that name and in the folder. */
@Timeout(value = 10, unit = MINUTES)
class VtkNamesFuzzTest {
    @TempDir
    Path folder;

    private static Document read(Path file) throws IOException {
        try {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
        } catch (SAXException | ParserConfigurationException unreadable) {
            throw new AssertionError(file + ": " + unreadable.getMessage(), unreadable);
        }
    }

    private boolean write(Path inside, String name) throws IOException {
        Path master;
        try {
            master = OneRank.call(world -> {
                Field u = CartesianGrid.of(world, 3, 2).field("u");
                return new VtkWriter(new OutputFolder(inside), name, false).write(List.of(u), 7, 0.5);
            });
        } catch (IllegalArgumentException | OutputException refusal) {
            assertTrue(refusal.getMessage().length() > 10, name);
            return false;
        }
        assertEquals(inside, master.getParent(), name);
        assertEquals(name + "_00000007.pvti", master.getFileName().toString());
        Element listed = (Element) read(inside.resolve(name + ".pvd"))
                .getElementsByTagName("DataSet")
                .item(0);
        assertEquals(master.getFileName().toString(), listed.getAttribute("file"));
        Element piece = (Element) read(master).getElementsByTagName("Piece").item(0);
        assertTrue(Files.isRegularFile(inside.resolve(piece.getAttribute("Source"))), name);
        return true;
    }

    @Test
    void aDamagedNameIsRefusedOrItsFilesCanBeRead() throws IOException {
        Fuzz.trials(0.1, (mutation, n) -> {
            Path inside = folder.resolve("in").resolve("" + n);
            boolean good = write(inside, mutation.of("heat <&\"> of 1"));
            try (Stream<Path> made = Files.walk(folder)) {
                assertTrue(made.noneMatch(path -> Files.isRegularFile(path) && !path.startsWith(inside)));
            }
            remove(inside);
            return good;
        });
    }

    private static void remove(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
