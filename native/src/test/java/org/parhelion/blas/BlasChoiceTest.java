package org.parhelion.blas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BlasChoiceTest {
    private static final Supplier<Blas> IN_NATIVE = () -> named("NativeBlas");
    private static final List<Supplier<Blas>> IN_JAVA = List.of(() -> named("VectorBlas"));
    private static final Supplier<Optional<String>> NONE = () -> Optional.of("it is not installed");

    /** Says its name, by way of being refused everything else. */
    private static Blas named(String name) {
        return (Blas) Proxy.newProxyInstance(
                Blas.class.getClassLoader(), new Class<?>[] {Blas.class}, (proxy, method, arguments) -> name);
    }

    private static Blas choose(String engine, Supplier<Optional<String>> obstacle) {
        return BlasChoice.choose(
                new BlasChoice.Wanted(engine, "-Dparhelion.blas=" + engine), obstacle, IN_NATIVE, IN_JAVA);
    }

    @Test
    void theNativeEngineIsTakenWhereItWorks() {
        Blas chosen = choose("auto", Optional::empty);
        assertEquals("NativeBlas", chosen.name());
        assertEquals("NativeBlas; chosen as the fastest here", chosen.description());
    }

    @Test
    void withoutANativeBlasTheOneInJavaIsTakenAndSaysWhy() {
        assertEquals(
                "VectorBlas; chosen since there is no native BLAS: it is not installed",
                choose("auto", NONE).description());
    }

    @Test
    void theEngineCanBeAskedFor() {
        assertEquals(
                "VectorBlas; asked for by -Dparhelion.blas=vector",
                choose("vector", Optional::empty).description());
        assertEquals(
                "NativeBlas; asked for by -Dparhelion.blas=native",
                choose("native", Optional::empty).description());
        assertEquals(
                "-Dparhelion.blas=native, but there is no native BLAS: it is not installed",
                assertThrows(IllegalStateException.class, () -> choose("native", NONE))
                        .getMessage());
        assertEquals(
                "-Dparhelion.blas=fast names no BLAS engine; it must be auto, native or vector",
                assertThrows(IllegalArgumentException.class, () -> choose("fast", NONE))
                        .getMessage());
    }

    /** In JVMs of their own, since the choice is made once. */
    @Test
    void aLibraryThatIsNotThereLeavesTheEngineInJava() throws Exception {
        String said = run("-Dparhelion.blas.library=/no/such/library.so");
        assertTrue(
                said.contains("VectorBlas")
                        && said.contains("chosen since there is no native BLAS: parhelion.blas.library names"
                                + " /no/such/library.so, which is no file"),
                said);
    }

    @Test
    void aLibraryThatCannotBeLoadedIsNamed(@TempDir Path folder) throws Exception {
        Path text = Files.writeString(folder.resolve("libparhelion_blas.so"), "no library");
        String said = run("-Dparhelion.blas=native", "-Dparhelion.blas.library=" + text);
        assertTrue(
                said.contains("-Dparhelion.blas=native, but there is no native BLAS: ")
                        && said.contains(text.toString()),
                said);
    }

    @Test
    void anUnknownEngineIsRefusedEachTime() throws Exception {
        String said = run("-Dparhelion.blas=quick");
        assertEquals(2, said.split("quick names no BLAS engine; it must be", -1).length - 1, said);
    }

    private static String run(String... properties) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--add-modules", "jdk.incubator.vector", "-XX:+UseSerialGC", "-Xmx256m"));
        command.addAll(List.of(properties));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Asks.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    /** Asks twice for the best engine and prints what it hears. */
    static final class Asks {
        private Asks() {}

        public static void main(String[] none) {
            for (int time = 0; time < 2; time++) {
                try {
                    System.out.println(Blas.best().description());
                } catch (IllegalArgumentException | IllegalStateException e) {
                    System.out.println(e.getMessage());
                }
            }
        }
    }

    @Test
    void ranksThatShareAMachineTakeOneThreadEach() {
        Supplier<Optional<Integer>> cores = () -> Optional.of(4);
        assertEquals(4, RanksHere.defaultThreads(Map.of(), 1, 8, cores));
        assertEquals(3, RanksHere.defaultThreads(Map.of(), 1, 3, cores));
        assertEquals(8, RanksHere.defaultThreads(Map.of(), 1, 8, Optional::empty));
        assertEquals(1, RanksHere.defaultThreads(Map.of(), 2, 8, cores));
        assertEquals(1, RanksHere.defaultThreads(Map.of("OMPI_COMM_WORLD_LOCAL_SIZE", "2"), 1, 8, cores));
        assertEquals(4, RanksHere.defaultThreads(Map.of("OMPI_COMM_WORLD_LOCAL_SIZE", "1"), 1, 8, cores));
        Map<String, String> slurm = Map.of("SLURM_PROCID", "0", "SLURM_STEP_TASKS_PER_NODE", "2(x3),1");
        assertEquals(1, RanksHere.defaultThreads(slurm, 1, 8, cores));
    }

    @Test
    void theLibraryOfTheJarIsCopiedToAFolderOfOurOwn() throws IOException {
        byte[] bytes = {1, 2, 3};
        Path file = NativeLibrary.extract(new ByteArrayInputStream(bytes));
        assertEquals(3, Files.size(file));
        assertFalse(Files.getPosixFilePermissions(file.getParent()).toString().contains("GROUP"));
        Files.delete(file);
        Files.delete(file.getParent());
    }

    @Test
    void theJarsLibraryWorksWhereNoneWasBuilt(@TempDir Path elsewhere) throws Exception {
        assumeTrue(
                NativeLibrary.class.getResource(NativeLibrary.resource()) != null
                        && NativeLibrary.obstacle().isEmpty(),
                "libparhelion_blas was not built before the jar");
        String said = run("-Dparhelion.blas=native", "-Duser.dir=" + elsewhere, "-Djava.io.tmpdir=" + elsewhere);
        assertTrue(said.contains("NativeBlas ("), said);
        try (var left = Files.list(elsewhere)) {
            assertEquals(List.of(), left.toList(), "removed at the end");
        }
    }
}
