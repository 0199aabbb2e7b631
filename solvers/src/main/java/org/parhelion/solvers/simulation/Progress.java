package org.parhelion.solvers.simulation;

import java.io.PrintStream;
import java.util.Locale;

/**
 * Tells how far a run has come, on rank 0: on a terminal one line that is rewritten a few times a second, else a line at
 * each tenth of the way or every half minute.
 */
final class Progress {
    private static final long TERMINAL_PERIOD = 200_000_000L;
    private static final long LOG_PERIOD = 30_000_000_000L;
    private static final int WIDTH = 24;

    private final PrintStream out;
    private final boolean terminal;
    private final long begun;
    private long nextTime;
    private double nextShare = 0.1;
    private int shown;

    /** @param out where to, or null to be silent */
    Progress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
        this.begun = System.nanoTime();
        this.nextTime = begun + (terminal ? 0 : LOG_PERIOD);
    }

    /** Standard output, as a terminal if the launcher or the JVM says that it is one. */
    static Progress onStandardOutput() {
        String told = System.getenv("PARHELION_TTY");
        return new Progress(System.out, told == null ? System.console() != null : told.equals("1"));
    }

    /**
     * After a step; prints only now and then.
     *
     * @param share of the way, from 0 to 1
     */
    void report(double share, long step, double time, double dt) {
        if (out == null) {
            return;
        }
        long now = System.nanoTime();
        if (now < nextTime && (terminal || share < nextShare)) {
            return;
        }
        nextTime = now + (terminal ? TERMINAL_PERIOD : LOG_PERIOD);
        while (nextShare <= share) {
            nextShare += 0.1;
        }
        print(share, step, time, dt, (now - begun) * 1e-9);
    }

    private void print(double share, long step, double time, double dt, double seconds) {
        double rate = seconds > 0 ? step / seconds : 0;
        double left = share > 0 ? seconds * (1 - share) / share : Double.NaN;
        String text = String.format(
                Locale.ROOT,
                "%3.0f%%  step %d  t = %.6g  Δt = %.3g  %s steps/s",
                100 * share,
                step,
                time,
                dt,
                number(rate));
        if (share < 1 && Double.isFinite(left)) {
            text += "  " + duration(left) + " left";
        }
        if (!terminal) {
            out.println(text);
            return;
        }
        int full = (int) Math.round(share * WIDTH);
        line("[" + "█".repeat(full) + "·".repeat(WIDTH - full) + "] " + text);
    }

    private void line(String text) {
        out.print("\r" + text + " ".repeat(Math.max(0, shown - text.length())));
        out.flush();
        shown = text.length();
    }

    /** Takes the bar away, so that other lines can follow. */
    void end() {
        if (out != null && terminal && shown > 0) {
            out.print("\r" + " ".repeat(shown) + "\r");
            out.flush();
            shown = 0;
        }
    }

    /** A line of its own, above the bar where there is one. */
    void message(String text) {
        if (out != null) {
            end();
            out.println(text);
        }
    }

    private static String number(double rate) {
        return rate >= 100 ? String.format(Locale.ROOT, "%.0f", rate) : String.format(Locale.ROOT, "%.3g", rate);
    }

    /** {@code 42 s}, {@code 3 min 20 s}, {@code 2 h 5 min}. */
    static String duration(double seconds) {
        long whole = Math.round(seconds);
        if (whole < 60) {
            return whole + " s";
        }
        return whole < 3600
                ? whole / 60 + " min " + whole % 60 + " s"
                : whole / 3600 + " h " + whole % 3600 / 60 + " min";
    }
}
