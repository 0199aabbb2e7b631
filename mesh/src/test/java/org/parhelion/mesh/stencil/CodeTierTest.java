package org.parhelion.mesh.stencil;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class CodeTierTest {
    private static final long SOME_POINTS = 1000;

    /** Runs {@link VectorTierProbe} in a Java process of its own; everything that it prints. */
    private static String probe(String steps, String... flags) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(flags));
        command.addAll(List.of(
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                VectorTierProbe.class.getName(),
                steps));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output;
    }

    @Test
    void compiledVectorCodeTakesOverAndAllocatesNothing() throws Exception {
        Assumptions.assumeTrue(VectorShape.preferred().isPresent());
        String output = probe("many", "--add-modules", "jdk.incubator.vector");
        assertTrue(output.contains("vectors: true, allocated: false"), output);
    }

    @Test
    void oneStepLoadsNothingOfTheVectorApi() throws Exception {
        String output = probe("once", "--add-modules", "jdk.incubator.vector", "-Xlog:class+load");
        assertTrue(output.contains("org.parhelion.mesh.stencil.ScalarBox"), "generated code is loaded");
        assertFalse(output.contains("jdk.incubator.vector.DoubleVector"), "DoubleVector is loaded");
        assertFalse(output.contains("org.parhelion.mesh.stencil.VectorBox"), "VectorBox is loaded");
    }

    @Test
    void withoutTheVectorApiScalarCodeStays() throws Exception {
        String output = probe("once");
        assertTrue(output.contains("vectors: false"), output);
    }

    private static CodeTier training() {
        CodeTier tier = CodeTier.adaptive();
        assertFalse(tier.wantsVectorCode());
        tier.ranScalar(SOME_POINTS, 10_000_000_000L);
        assertTrue(tier.wantsVectorCode());
        assertFalse(tier.usesVectorCode());
        return tier;
    }

    private static void train(CodeTier tier, int pieces, long scalarNanos, long vectorNanos) {
        for (int n = 0; n < pieces; n++) {
            tier.ranScalar(SOME_POINTS, scalarNanos);
            tier.ranVector(SOME_POINTS, vectorNanos);
        }
    }

    @Test
    void vectorCodeIsUsedOnceItIsFaster() {
        CodeTier tier = training();
        train(tier, 500, 1000, 9000);
        assertFalse(tier.usesVectorCode());
        assertEquals("being compiled", tier.whyScalar());
        assertFalse(tier.isSettled());
        train(tier, 128, 1000, 300);
        assertTrue(tier.usesVectorCode());
        assertEquals("", tier.whyScalar());
        assertTrue(tier.isSettled());
    }

    @Test
    void slowVectorCodeGetsASmallShareOfTheTime() {
        CodeTier tier = training();
        tier.ranScalar(SOME_POINTS, 1000);
        assertTrue(tier.tryVectorCode());
        tier.ranVector(SOME_POINTS, 9000);
        assertFalse(tier.tryVectorCode());
        tier.ranScalar(SOME_POINTS, 27_000);
        assertTrue(tier.tryVectorCode());
    }

    @Test
    void codeThatBecomesSlowIsTrainedAgain() {
        CodeTier tier = training();
        train(tier, 128, 1000, 300);
        tier.ranVector(SOME_POINTS, 10_000_000);
        assertTrue(tier.usesVectorCode(), "once may be an accident");
        tier.ranVector(SOME_POINTS, 10_000_000);
        assertFalse(tier.usesVectorCode());
        assertTrue(tier.wantsVectorCode());
    }

    @Test
    void vectorCodeThatNeverGetsFastIsGivenUp() {
        CodeTier tier = training();
        train(tier, 500_000, 1000, 1500);
        assertFalse(tier.wantsVectorCode());
        assertEquals("scalar code is faster", tier.whyScalar());
    }
}
