package org.parhelion.solvers.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A finished run in a few lines for the screen. */
final class RunSummary {
    private RunSummary() {}

    static String of(RunReport report) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%s: %d steps to t = %s in %s on %d %s (%s), %s cell updates/s%n",
                report.name(),
                report.steps(),
                NumberText.brief(report.time()),
                NumberText.duration(report.wallSeconds()),
                report.ranks(),
                report.ranks() == 1 ? "rank" : "ranks",
                report.transport(),
                NumberText.engineering(report.cellUpdatesPerSecond())));
        if (report.rejected() > 0) {
            text.append("  ").append(report.rejected()).append(" attempted steps were too long and taken again\n");
        }
        text.append("  time: ")
                .append(String.join(", ", noticeable(report.regions(), report.wallSeconds())))
                .append('\n');
        Regions.Spread step = report.regions().get(Regions.Region.STEP.label());
        List<String> parts = noticeable(step.parts(), step.max());
        if (parts.size() > 1) {
            text.append("  time of the steps: ")
                    .append(String.join(", ", parts))
                    .append('\n');
        }
        for (FieldSummary field : report.fields()) {
            text.append("  ").append(field.name());
            text.append(": min ").append(NumberText.brief(field.min()));
            text.append(", mean ").append(NumberText.brief(field.mean()));
            text.append(", max ").append(NumberText.brief(field.max()));
            text.append('\n');
        }
        if (!report.outputs().isEmpty()) {
            text.append("  ").append(report.outputs()).append('\n');
        }
        report.notes().forEach(note -> text.append("  note: ").append(note).append('\n'));
        return text.toString();
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
