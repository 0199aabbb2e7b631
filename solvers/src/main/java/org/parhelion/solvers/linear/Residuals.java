package org.parhelion.solvers.linear;

import java.util.Arrays;

/** ‖r‖ before the first step and after each: what criteria and monitors of a solve see. */
final class Residuals implements Stop.State {
    private final Workspace workspace;
    private int iterations;
    private double initial;
    private double now;
    private double rightHandSide;

    Residuals(Workspace workspace) {
        this.workspace = workspace;
    }

    void begin(double norm, double normOfB) {
        rightHandSide = normOfB;
        initial = norm;
        keep(norm);
    }

    void step(double norm) {
        iterations++;
        keep(norm);
    }

    private void keep(double norm) {
        now = norm;
        if (iterations == workspace.history.length) {
            workspace.history = Arrays.copyOf(workspace.history, 2 * iterations);
        }
        workspace.history[iterations] = norm;
    }

    /** The residual has turned out to be another one. */
    void correct(double norm) {
        now = norm;
    }

    double[] history() {
        return Arrays.copyOf(workspace.history, iterations + 1);
    }

    @Override
    public int iteration() {
        return iterations;
    }

    @Override
    public double residual() {
        return now;
    }

    @Override
    public double residual(int step) {
        if (step > iterations) {
            throw new IllegalArgumentException("step " + step + " has not been done yet");
        }
        return workspace.history[step];
    }

    @Override
    public double initial() {
        return initial;
    }

    @Override
    public double rightHandSide() {
        return rightHandSide;
    }
}
