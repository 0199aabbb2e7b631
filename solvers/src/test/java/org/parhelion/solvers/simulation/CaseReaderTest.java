package org.parhelion.solvers.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaseReaderTest {
    @TempDir
    Path folder;

    private static String refusal(String yaml) {
        CaseSource source = new CaseSource("case.yaml", yaml);
        return assertThrows(InputException.class, () -> CaseReader.readCase(source))
                .getMessage();
    }

    private String refusalOf(Path file) {
        return assertThrows(InputException.class, () -> CaseReader.readCase(CaseReader.load(file)))
                .getMessage();
    }

    @Test
    void everyValueKnowsItsPlace() {
        CaseSource source = new CaseSource("case.yaml", "title: Heat\ngrid:\n  size: [8, 1e-5]\n");
        CaseNode.Mapping root = CaseReader.readCase(source);
        CaseNode.Mapping grid = (CaseNode.Mapping) root.get("grid");
        CaseNode.Sequence size = (CaseNode.Sequence) grid.get("size");
        CaseNode.Scalar second = (CaseNode.Scalar) size.elements().get(1);
        assertEquals("1e-5", second.text());
        assertEquals(3, second.position().line());
        assertEquals(13, second.position().column());
        assertEquals(3, grid.entries().get("size").key().column());
    }

    @Test
    void aFolderIsNoCase() {
        assertEquals(folder + " is a folder; give the case file inside it", refusalOf(folder));
    }

    @Test
    void aMissingFileIsNamed() {
        Path file = folder.resolve("none.yaml");
        assertEquals(file + ": no such file", refusalOf(file));
    }

    @Test
    void anEmptyFileSaysWhatACaseNeeds() throws IOException {
        Path file = Files.writeString(folder.resolve("empty.yaml"), "");
        assertEquals(file + " is empty; a case file needs at least grid, fields and time", refusalOf(file));
        Path comment = Files.writeString(folder.resolve("comment.yaml"), "# nothing\n");
        assertTrue(refusalOf(comment).contains("is empty"));
    }

    @Test
    void aBinaryFileIsNoText() throws IOException {
        Path file = Files.write(folder.resolve("binary.yaml"), new byte[] {'a', ':', 0, 7});
        assertEquals(file + " is a binary file (byte 2 is zero); a case file is text", refusalOf(file));
        Path latin = Files.write(folder.resolve("latin.yaml"), "title: Grün".getBytes(StandardCharsets.ISO_8859_1));
        assertEquals(latin + " is not UTF-8 text; a case file is", refusalOf(latin));
    }

    @Test
    void aHugeFileIsRefusedUnread() throws IOException {
        Path file = folder.resolve("huge.yaml");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(100L << 20);
        }
        assertEquals(file + " has 100 MB; a case file is text of at most 8 MB", refusalOf(file));
    }

    @Test
    void aDuplicateKeyIsRefusedWithBothLines() {
        assertEquals("""
                case.yaml:3:1: key "title" stands here a second time (first on line 1)
                    title: b
                    ^""", refusal("title: a\norder: 2\ntitle: b\n"));
    }

    @Test
    void brokenYamlHasItsLine() {
        String message = refusal("grid: {size: [8, 8}\n");
        assertTrue(message.startsWith("case.yaml:1:19: not valid YAML:"), message);
        assertTrue(message.endsWith("grid: {size: [8, 8}\n                      ^".stripLeading()), message);
    }

    @Test
    void aliasesCannotBlowUp() {
        String message = refusal("a: &a [x, x]\nb: &b [*a, *a]\n");
        assertTrue(message.startsWith("case.yaml:2:8: aliases (*name) are not read; write the value out"), message);
    }

    @Test
    void tagsAreNotObjects() {
        String message = refusal("a: !!java.io.File [x]\n");
        assertTrue(message.startsWith("case.yaml:1:4: tags (!name) are not read"), message);
    }

    @Test
    void depthIsLimited() {
        String message = refusal("a: " + "[".repeat(5000) + "]".repeat(5000));
        assertTrue(message.lines().findFirst().orElse("").contains("30") || message.contains("depth"), message);
    }

    @Test
    void aListIsNoCase() {
        String message = refusal("- a\n- b\n");
        assertTrue(
                message.startsWith(
                        "case.yaml:1:1: a case file is a map of keys (title, grid, fields, time, …), not a list of 2"),
                message);
    }
}
