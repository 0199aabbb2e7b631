package org.parhelion.solvers.simulation;

import java.io.PrintStream;
import org.parhelion.solvers.linear.SolveMonitor;
import org.parhelion.solvers.linear.Stop;

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
    private double beginShare;
    private long beginStep;

    /** @param out where to, or null to be silent */
    Progress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
        this.begun = System.nanoTime();
        this.nextTime = begun + (terminal ? 0 : LOG_PERIOD);
    }

    /** Standard output; a terminal if the launcher says so, which alone can know it under {@code mpirun}. */
    static Progress onStandardOutput() {
        return new Progress(System.out, "1".equals(System.getenv("PARHELION_TTY")));
    }

    /** The run goes on from there, so that its speed is that of what comes. */
    void beginAt(double share, long step) {
        beginShare = share;
        beginStep = step;
        while (nextShare <= share) {
            nextShare += 0.1;
        }
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

    /** Tells how a solve goes: its iterations and residual, now and then. */
    SolveMonitor ofSolve(double tolerance) {
        if (out == null) {
            return SolveMonitor.SILENT;
        }
        return new SolveMonitor() {
            @Override
            public void step(Stop.State state) {
                long now = System.nanoTime();
                if (now >= nextTime) {
                    nextTime = now + (terminal ? TERMINAL_PERIOD : LOG_PERIOD);
                    solving(state.iteration(), state.residual() / state.rightHandSide(), tolerance);
                }
            }
        };
    }

    private void solving(int iteration, double residual, double tolerance) {
        String text = "iteration " + iteration + ", relative residual " + NumberText.significant(residual, 2) + " of "
                + NumberText.significant(tolerance, 2);
        if (terminal) {
            line(text);
        } else {
            out.println(text);
        }
    }

    private void print(double share, long step, double time, double dt, double seconds) {
        double rate = seconds > 0 ? (step - beginStep) / seconds : 0;
        double left = share > beginShare ? seconds * (1 - share) / (share - beginShare) : Double.NaN;
        String percent = NumberText.fixed(100 * share, 0);
        String text = " ".repeat(Math.max(0, 3 - percent.length())) + percent + "%  step " + step + "  t = "
                + NumberText.brief(time) + "  Δt = " + NumberText.significant(dt, 3) + "  "
                + NumberText.engineering(rate) + " steps/s";
        if (share < 1 && Double.isFinite(left)) {
            text += "  " + NumberText.duration(left) + " left";
        }
        if (!terminal) {
            out.println(text);
            return;
        }
        int full = (int) Math.round(share * WIDTH);
        line("[" + "█".repeat(full) + "·".repeat(WIDTH - full) + "] " + text);
    }

    private void line(String whole) {
        String text = whole.substring(0, Math.min(whole.length(), columns() - 1));
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

    /** Width of the terminal: a longer line would break and could not be taken back. */
    private static int columns() {
        String told = System.getenv("COLUMNS");
        return told != null && told.matches("[1-9][0-9]{1,3}") ? Integer.parseInt(told) : 80;
    }
}
