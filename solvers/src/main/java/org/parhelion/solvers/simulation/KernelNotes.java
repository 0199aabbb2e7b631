package org.parhelion.solvers.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.parhelion.mesh.stencil.KernelReport;

/** What is worth knowing about how the kernels of a finished run were computed. */
final class KernelNotes {
    /** Shorter runs end before vector code pays, as they should. */
    static final double LONG_SECONDS = 10;

    private KernelNotes() {}

    /**
     * One note for each reason for which stages ran slower than they could.
     *
     * @param stages the kernel of each stage, in their order
     * @param seconds wall time of the run
     */
    static List<String> of(List<KernelReport> stages, double seconds) {
        Map<String, List<String>> stagesByText = new LinkedHashMap<>();
        for (int n = 0; n < stages.size(); n++) {
            String text = text(stages.get(n), seconds);
            if (!text.isEmpty()) {
                stagesByText.computeIfAbsent(text, key -> new ArrayList<>()).add(Integer.toString(n + 1));
            }
        }
        List<String> notes = new ArrayList<>();
        stagesByText.forEach((text, numbers) ->
                notes.add((numbers.size() == 1 ? "stage " : "stages ") + String.join(", ", numbers) + " " + text));
        return notes;
    }

    private static String text(KernelReport report, double seconds) {
        if (report.lanes() > 1 || report.whyScalar().isEmpty()) {
            return "";
        }
        String what = "computed one cell at a time, without SIMD vectors (slower, same result): ";
        if (report.settled()) {
            return what + report.whyScalar();
        }
        return seconds < LONG_SECONDS ? "" : what + "the vector code was not ready when the run ended";
    }
}
