package org.parhelion.solvers.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.parhelion.mesh.stencil.KernelReport;

class KernelNotesTest {
    private static final double LONG_RUN = 60;
    private static final double SHORT_RUN = 1;

    private static KernelReport kernel(int lanes, String whyScalar, boolean settled) {
        return new KernelReport(7, 7, 1, 8, 8, 0, lanes, whyScalar, settled, 1, 100, List.of("u: 1"), false);
    }

    @Test
    void aShortRunIsNotToldThatVectorsWereStillBeingCompiled() {
        List<KernelReport> stages =
                List.of(kernel(1, "being compiled", false), kernel(1, "too little work so far", false));
        assertEquals(List.of(), KernelNotes.of(stages, SHORT_RUN));
    }

    @Test
    void aLongRunIsTold() {
        List<KernelReport> stages = List.of(kernel(4, "", true), kernel(1, "being compiled", false));
        assertEquals(
                List.of("stage 2 computed one cell at a time, without SIMD vectors (slower, same result):"
                        + " the vector code was not ready when the run ended"),
                KernelNotes.of(stages, LONG_RUN));
    }

    @Test
    void whatStaysScalarIsSaidOnceForAllStagesHoweverShortTheRun() {
        KernelReport scalar = kernel(1, "the Vector API is missing", true);
        assertEquals(
                List.of("stages 1, 3 computed one cell at a time, without SIMD vectors (slower, same result):"
                        + " the Vector API is missing"),
                KernelNotes.of(List.of(scalar, kernel(4, "", true), scalar), SHORT_RUN));
    }

    @Test
    void vectorisedKernelsNeedNoNote() {
        assertEquals(List.of(), KernelNotes.of(List.of(kernel(4, "", true)), LONG_RUN));
    }
}
