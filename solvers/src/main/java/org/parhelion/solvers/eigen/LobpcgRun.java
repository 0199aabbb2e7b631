package org.parhelion.solvers.eigen;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.parhelion.solvers.linear.DistributedVector;
import org.parhelion.solvers.linear.FusedPass;
import org.parhelion.solvers.linear.LinearOperator;

/** One search under way. The basis [X P W] is orthonormal at all times, so that Rayleigh and Ritz meet a standard problem. */
final class LobpcgRun {
    /** The images A X and A P, which are carried along, are computed anew after so many steps. */
    private static final int STEPS_OF_RECURRENCE = 20;

    private final Lobpcg wanted;
    private final LinearOperator a;
    private final Block block;
    private final FusedPass pass;
    private List<DistributedVector> x = List.of();
    private List<DistributedVector> ax = List.of();
    private List<DistributedVector> p = List.of();
    private List<DistributedVector> ap = List.of();
    /** [X P]ᵀ A [X P]. */
    private double[][] known;

    private double[] lambda;
    private double[] residuals;
    private double largest;
    private String explanation = "";

    LobpcgRun(Lobpcg wanted) {
        this.wanted = wanted;
        this.a = wanted.operator;
        this.block = new Block(a.domain());
        this.pass = new FusedPass(a.domain(), 0);
    }

    EigenResult solve() {
        long begun = System.nanoTime();
        int step = 0;
        boolean going = begin();
        boolean fresh = true;
        while (going) {
            List<DistributedVector> r = residuals(); // R ← A X − X Λ
            if (!Double.isFinite(Arrays.stream(residuals).sum())) {
                explanation = "a residual is not finite: the operator or the preconditioner gave NaN or infinity";
                break;
            }
            boolean claims = allAccepted();
            if (claims && fresh) {
                break;
            } else if (step >= wanted.iterations) {
                explanation = "the allowed number of iterations is used up";
                break;
            } else if (claims || step % STEPS_OF_RECURRENCE == STEPS_OF_RECURRENCE - 1) {
                block.give(r);
                going = refresh();
                fresh = true;
                step += claims ? 0 : 1;
                continue;
            }
            going = improve(r);
            fresh = false;
            step++;
        }
        return result(step, begun);
    }

    /** X ← orthonormal first guesses, made Ritz vectors. */
    private boolean begin() {
        int size = wanted.count + wanted.guards;
        List<DistributedVector> start = block.take(size);
        for (int n = 0; n < size; n++) {
            if (n < wanted.guess.size()) {
                start.get(n).copyFrom(wanted.guess.get(n));
            } else {
                start.get(n).fillRandom(n + 1L);
            }
            a.nullSpace().project(start.get(n));
        }
        x = block.orthonormalise(List.of(), start);
        for (int more = 1; x != null && x.size() < size && more <= 8; more++) {
            List<DistributedVector> further = block.take(size - x.size());
            for (int n = 0; n < further.size(); n++) {
                further.get(n).fillRandom(100L * more + n);
                a.nullSpace().project(further.get(n));
            }
            List<DistributedVector> found = block.orthonormalise(x, further);
            if (found != null) {
                x = joined(x, found);
            }
        }
        if (x == null || x.size() < wanted.count) {
            throw new IllegalArgumentException("LOBPCG: the first guess holds NaN or infinity");
        }
        return rotate();
    }

    /** Λ, X ← Ritz values and vectors in the span of X, with images computed anew; P is forgotten. */
    private boolean rotate() {
        ax = block.take(x.size());
        for (int n = 0; n < x.size(); n++) {
            a.apply(x.get(n), ax.get(n));
        }
        SmallEigen ritz = SmallEigen.of(block.products(x, ax));
        if (ritz == null) {
            lambda = new double[x.size()];
            residuals = new double[x.size()];
            Arrays.fill(residuals, Double.NaN);
            explanation = "the operator gave NaN or infinity";
            return false;
        }
        List<DistributedVector> newX = block.combine(x, ritz.vectors());
        List<DistributedVector> newAx = block.combine(ax, ritz.vectors());
        block.give(x);
        block.give(ax);
        x = newX;
        ax = newAx;
        setRitz(ritz);
        known = diagonal(lambda);
        return true;
    }

    private boolean refresh() {
        block.give(ax);
        block.give(p);
        block.give(ap);
        ax = List.of();
        p = List.of();
        ap = List.of();
        x = block.orthonormalise(List.of(), x);
        if (x == null || x.size() < wanted.count) {
            explanation = "the vectors became dependent, or NaN or infinity";
            return false;
        }
        return rotate();
    }

    private void setRitz(SmallEigen ritz) {
        lambda = Arrays.copyOf(ritz.values(), x.size());
        int last = ritz.values().length - 1;
        largest = Math.max(largest, Math.max(Math.abs(ritz.values()[0]), Math.abs(ritz.values()[last])));
    }

    private List<DistributedVector> residuals() {
        List<DistributedVector> r = block.take(x.size());
        for (int n = 0; n < x.size(); n++) {
            pass.scaleAndAdd(r.get(n), 0, ax.get(n)).addScaled(r.get(n), -lambda[n], x.get(n));
        }
        pass.run();
        residuals = block.norms(r);
        return r;
    }

    private boolean isAccepted(int n) {
        return residuals[n] <= Math.max(wanted.tolerance * Math.abs(lambda[n]), 4 * Math.ulp(largest));
    }

    private boolean allAccepted() {
        for (int n = 0; n < wanted.count; n++) {
            if (!isAccepted(n)) {
                return false;
            }
        }
        return true;
    }

    /** A step: the best X in the span of X, P and the preconditioned residuals W of what is not accepted yet. */
    private boolean improve(List<DistributedVector> r) {
        List<DistributedVector> w = new ArrayList<>();
        List<Integer> active = new ArrayList<>();
        for (int n = 0; n < x.size(); n++) {
            if (isAccepted(n)) {
                block.give(List.of(r.get(n)));
            } else {
                active.add(n);
                w.add(preconditioned(r.get(n))); // W ← M⁻¹ R
            }
        }
        w = block.orthonormalise(joined(x, p), w);
        if (w == null || w.isEmpty()) {
            explanation = w == null
                    ? "the preconditioner gave NaN or infinity"
                    : "no direction is left that lessens the residual";
            return false;
        }
        List<DistributedVector> aw = block.take(w.size());
        for (int n = 0; n < w.size(); n++) {
            a.apply(w.get(n), aw.get(n));
        }
        List<DistributedVector> s = joined(joined(x, p), w);
        List<DistributedVector> as = joined(joined(ax, ap), aw);
        double[][] projected = projected(block.products(s, aw)); // Sᵀ A S
        SmallEigen ritz = SmallEigen.of(projected);
        if (ritz == null) {
            explanation = "the operator gave NaN or infinity";
            return false;
        }
        int size = x.size();
        double[][] toX = Arrays.copyOf(ritz.vectors(), size);
        double[][] toP = Directions.of(ritz.vectors(), size, active);
        double[][] both = Directions.joined(toX, toP);
        List<DistributedVector> newS = block.combine(s, both);
        List<DistributedVector> newAs = block.combine(as, both);
        block.give(s);
        block.give(as);
        x = new ArrayList<>(newS.subList(0, size));
        p = new ArrayList<>(newS.subList(size, newS.size()));
        ax = new ArrayList<>(newAs.subList(0, size));
        ap = new ArrayList<>(newAs.subList(size, newAs.size()));
        known = Directions.congruent(projected, both);
        setRitz(ritz);
        return true;
    }

    private DistributedVector preconditioned(DistributedVector r) {
        DistributedVector w = r;
        if (wanted.preconditioner != null) {
            w = block.take();
            wanted.preconditioner.apply(r, w);
            block.give(List.of(r));
        }
        a.nullSpace().project(w);
        return w;
    }

    /** Of Sᵀ A S the part of [X P] is known, the columns of W are given. */
    private double[][] projected(double[][] columns) {
        int size = columns.length;
        int old = known.length;
        double[][] g = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                g[i][j] = j >= old ? columns[i][j - old] : i >= old ? columns[j][i - old] : known[i][j];
            }
        }
        return g;
    }

    private static double[][] diagonal(double[] values) {
        double[][] d = new double[values.length][values.length];
        for (int n = 0; n < values.length; n++) {
            d[n][n] = values[n];
        }
        return d;
    }

    private static List<DistributedVector> joined(List<DistributedVector> a, List<DistributedVector> b) {
        List<DistributedVector> both = new ArrayList<>(a);
        both.addAll(b);
        return both;
    }

    private EigenResult result(int steps, long begun) {
        if (x != null && Double.isFinite(Arrays.stream(residuals).sum())) {
            for (int n = 0; n < x.size(); n++) {
                a.apply(x.get(n), ax.get(n)); // what was carried along may have drifted
            }
            residuals();
        }
        if (explanation.isEmpty() && !allAccepted()) {
            explanation = String.format(Locale.ROOT, "the residuals stay at %.1e and above", residuals[0]);
        }
        int count = wanted.count;
        boolean[] accepted = new boolean[count];
        for (int n = 0; n < count; n++) {
            accepted[n] = isAccepted(n);
        }
        return new EigenResult(
                "LOBPCG",
                Arrays.copyOf(lambda, count),
                List.copyOf(x.subList(0, count)),
                Arrays.copyOf(residuals, count),
                accepted,
                steps,
                (System.nanoTime() - begun) * 1e-9,
                explanation);
    }
}
