package org.parhelion.mpi.profile;

import java.util.Locale;
import org.parhelion.mpi.profile.ProfileReport.Row;
import org.parhelion.mpi.profile.ProfileReport.Spread;
import org.parhelion.mpi.profile.ProfileReport.WaitedFor;

/** A report as text, as {@code -log_view} of PETSc has it, in at most 120 columns. */
final class ProfileTable {
    private static final int WIDTH = 120;
    private static final int NAME = 34;
    private static final String[] BYTES = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};

    private final ProfileReport report;
    private final StringBuilder text = new StringBuilder();

    private ProfileTable(ProfileReport report) {
        this.report = report;
    }

    static String of(ProfileReport report) {
        ProfileTable table = new ProfileTable(report);
        table.write();
        return table.text.toString();
    }

    private void write() {
        line(
                "%-" + NAME + "s %9s %9s %9s %9s %5s %6s %6s %8s %8s %6s",
                "profile: " + seconds(report.seconds()).strip() + " s, " + report.ranks()
                        + (report.ranks() == 1 ? " rank" : " ranks"),
                "calls",
                "min s",
                "mean s",
                "max s",
                "rank",
                "share",
                "imbal",
                "messages",
                "sent",
                "GB/s");
        report.regions().forEach(this::row);
        row(new Row("in no region", 0, 0, report.other(), 0, 0, 0));
        row(report.waiting());
        if (report.collections().calls() > 0) {
            row(longest(report.collections(), report.longestCollection()));
        }
        row(new Row("JIT compilation, beside it", 0, 0, report.compilation(), 0, 0, 0));
        if (report.safepoints().calls() > 0) {
            row(longest(report.safepoints(), report.longestSafepoint()));
        }
        waitedFor();
    }

    /** As many of them as fit on the line. */
    private void waitedFor() {
        StringBuilder words = new StringBuilder();
        for (WaitedFor waited : report.waitedFor()) {
            String next = String.format(
                    Locale.ROOT,
                    "rank %d %s s (by rank %d %s s)",
                    waited.rank(),
                    seconds(waited.seconds()).strip(),
                    waited.most(),
                    seconds(waited.mostSeconds()).strip());
            if (words.isEmpty()) {
                words.append("waited for: ").append(next);
            } else if (words.length() + 2 + next.length() <= WIDTH) {
                words.append("; ").append(next);
            }
        }
        if (!words.isEmpty()) {
            line("%s", words);
        }
    }

    private static Row longest(Row row, double most) {
        String name = row.name() + ", at most " + seconds(most).strip();
        return new Row(name, 0, row.calls(), row.seconds(), 0, 0, 0);
    }

    private void row(Row row) {
        Spread seconds = row.seconds();
        double share = report.seconds() > 0 ? 100 * seconds.mean() / report.seconds() : 0;
        line(
                "%-" + NAME + "s %9s %s %s %s %5s %4.0f %% %6s %8s %8s %6s",
                name(row),
                row.calls() > 0 ? Long.toString(row.calls()) : "",
                seconds(seconds.min()),
                seconds(seconds.mean()),
                seconds(seconds.max()),
                report.ranks() > 1 ? Integer.toString(seconds.rank()) : "",
                share,
                report.ranks() > 1 ? String.format(Locale.ROOT, "%.2f", seconds.imbalance()) : "",
                row.messages() > 0 ? Long.toString(row.messages()) : "",
                row.messages() > 0 ? bytes(row.sent()) : "",
                row.bandwidth() >= 0.05 ? String.format(Locale.ROOT, "%.1f", row.bandwidth()) : "");
    }

    private static String name(Row row) {
        String name = "  ".repeat(row.depth() + 1) + row.name();
        return name.length() <= NAME ? name : name.substring(0, NAME - 1) + "…";
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
    }

    /** Nine columns, three significant digits or more where they fit. */
    static String seconds(double seconds) {
        int decimals = seconds < 10 ? 4 : seconds < 1000 ? 2 : 1;
        return String.format(Locale.ROOT, "%9." + decimals + "f", seconds);
    }

    static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1000 && unit < BYTES.length - 1) {
            value /= 1000;
            unit++;
        }
        return unit == 0
                ? bytes + " B"
                : String.format(Locale.ROOT, value < 100 ? "%.1f %s" : "%.0f %s", value, BYTES[unit]);
    }
}
