package org.parhelion.solvers.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A finished run in a few lines for the screen. */
final class RunSummary {
    private RunSummary() {}

    static String of(RunReport report) {
        StringBuilder text = new StringBuilder(headline(report)).append('\n');
        RunReport.Common common = report.common();
        long rejected = report.stepping().map(RunReport.Stepping::rejected).orElse(0L);
        if (rejected > 0) {
            text.append("  ").append(rejected).append(" attempted steps were too long and taken again\n");
        }
        report.solver()
                .ifPresent(solver -> text.append("  ").append(solver(solver)).append('\n'));
        report.error()
                .ifPresent(error -> text.append("  error against exact: max ")
                        .append(NumberText.brief(error.max()))
                        .append(", l2 ")
                        .append(NumberText.brief(error.l2()))
                        .append('\n'));
        text.append("  time: ")
                .append(String.join(", ", noticeable(common.regions(), common.wallSeconds())))
                .append('\n');
        Regions.Spread step = common.regions().get(Regions.Region.STEP.label());
        List<String> parts = noticeable(step.parts(), step.max());
        if (parts.size() > 1) {
            text.append(report.stepping().isPresent() ? "  time of the steps: " : "  time of the solve: ")
                    .append(String.join(", ", parts))
                    .append('\n');
        }
        for (FieldSummary field : common.fields()) {
            text.append("  ").append(field.name());
            text.append(": min ").append(NumberText.brief(field.min()));
            text.append(", mean ").append(NumberText.brief(field.mean()));
            text.append(", max ").append(NumberText.brief(field.max()));
            text.append('\n');
        }
        if (!common.outputs().isEmpty()) {
            text.append("  ").append(common.outputs()).append('\n');
        }
        report.stepping()
                .filter(stepping -> !stepping.checkpoints().isEmpty())
                .ifPresent(stepping ->
                        text.append("  ").append(stepping.checkpoints()).append('\n'));
        report.notes().forEach(note -> text.append("  note: ").append(note).append('\n'));
        return text.toString();
    }

    private static String headline(RunReport report) {
        RunReport.Common common = report.common();
        String where = "in " + NumberText.duration(common.wallSeconds()) + " on " + common.ranks()
                + (common.ranks() == 1 ? " rank (" : " ranks (") + common.transport() + ")";
        if (report.stepping().isEmpty()) {
            boolean solved = report.solver().map(SolverReport::isConverged).orElse(true);
            return common.name() + (solved ? ": solved " : ": NOT solved ") + where;
        }
        RunReport.Stepping stepping = report.stepping().get();
        String from = stepping.restartedAt() > 0 ? " (from step " + stepping.restartedAt() + " on)" : "";
        return common.name() + ": " + stepping.steps() + " steps" + from + " to t = "
                + NumberText.brief(stepping.time()) + " " + where + ", "
                + NumberText.engineering(report.cellUpdatesPerSecond()) + " cell updates/s";
    }

    private static String solver(SolverReport solver) {
        String how =
                solver.method() + (solver.preconditioner().equals("none") ? "" : " with " + solver.preconditioner());
        String solves = solver.solves() == 1
                ? solver.iterations() + " iterations"
                : solver.solves() + " systems solved in " + solver.iterations() + " iterations, at most "
                        + solver.most();
        return how + ": " + solves + ", relative residual " + NumberText.significant(solver.residual(), 2) + "; set-up "
                + NumberText.duration(solver.setupSeconds()) + ", solving " + NumberText.duration(solver.seconds())
                + (solver.isConverged() ? "" : "; did not converge: " + solver.reason());
    }

    /** Mean over ranks, with the range where ranks differ noticeably, of all but the shortest. */
    private static List<String> noticeable(Map<String, Regions.Spread> regions, double whole) {
        List<String> parts = new ArrayList<>();
        for (Map.Entry<String, Regions.Spread> entry : regions.entrySet()) {
            Regions.Spread spread = entry.getValue();
            if (spread.max() < 0.005 * whole) {
                continue;
            }
            String least = NumberText.duration(spread.min());
            String most = NumberText.duration(spread.max());
            boolean differ = spread.max() - spread.min() > 0.05 * spread.max() && !least.equals(most);
            String range = differ ? " (" + least + " to " + most + ")" : "";
            parts.add(entry.getKey().replace('_', ' ') + " " + NumberText.duration(spread.mean()) + range);
        }
        return parts;
    }
}
