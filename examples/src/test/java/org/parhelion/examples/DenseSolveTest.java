package org.parhelion.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class DenseSolveTest {
    @Test
    void aSmallSystemPassesOnAnyGrid() {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            for (String grid : new String[] {"1x4", "2x2", "4x1"}) {
                DenseSolve.main(new String[] {"--transport", "threads", "-n", "4", "70", "16", grid});
            }
        } finally {
            System.setOut(before);
        }
        String text = bytes.toString(StandardCharsets.UTF_8);
        assertEquals(3, text.split("limit 16: PASSED", -1).length - 1, text);
        assertTrue(text.contains("n 70, block 16, grid 2x2: "), text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    100                | usage: DenseSolve -n RANKS N BLOCK [ROWSxCOLUMNS]
                    many 16            | N must be a whole number from 1 to 999999999, got 'many'
                    100 0              | BLOCK must be a whole number from 1 to 999999999, got '0'
                    100 16 two         | the grid must be ROWSxCOLUMNS such as 1x2, got 'two'
                    100 16 3x1         | the grid 3x1 does not hold 2 ranks; give one that does, or -n 3
                    900000000 16       | 900000000 × 900000000 numbers are too many for the memory of 2 ranks
                    """)
    void badWordsEndInOneMessageAndExitCode2(String words, String message) throws Exception {
        String all = "--transport threads -n 2 " + words;
        String[] command = ("java --add-modules jdk.incubator.vector -Dfile.encoding=UTF-8 -cp CP "
                        + DenseSolve.class.getName() + " " + all)
                .split(" ", -1);
        command[0] = ProcessHandle.current().info().command().orElse("java");
        command[5] = System.getProperty("java.class.path");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals(2, process.exitValue(), text);
        assertEquals(1, text.lines().filter(line -> !line.startsWith("WARNING")).count(), text);
        assertTrue(text.replace('?', '×').contains(message), text);
    }
}
