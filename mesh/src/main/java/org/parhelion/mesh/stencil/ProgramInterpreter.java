package org.parhelion.mesh.stencil;

import java.util.ArrayList;
import java.util.List;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.IndexBox;
import org.parhelion.mesh.Location;
import org.parhelion.mpi.ReproducibleSum;

/**
 * Runs a program point by point, operation by operation: slow, plain, and the reference that generated kernels are
 * compared with, bit for bit.
 */
public final class ProgramInterpreter {
    private final Program program;
    private final CartesianGrid grid;
    private final Location location;
    private final IndexBox owned;
    private final double[] values;
    private final List<List<Double>> reduced = new ArrayList<>();

    private ProgramInterpreter(Program program, CartesianGrid grid, Location location) {
        this.program = program;
        this.grid = grid;
        this.location = location;
        this.owned = grid.owned(location);
        this.values = new double[program.instructions().size()];
    }

    /**
     * Runs the program at each point of a box: loads, computes and stores one point after the other.
     *
     * @param location where the points lie
     * @param box points by this rank's local index; fields must reach as far around it as the program loads
     * @return one number for each reduction, over the points of the box on this rank
     */
    public static double[] run(Program program, CartesianGrid grid, Location location, IndexBox box) {
        ProgramInterpreter interpreter = new ProgramInterpreter(program, grid, location);
        program.reductions().forEach(reduction -> interpreter.reduced.add(new ArrayList<>()));
        for (int k = box.z0(); k < box.z1(); k++) {
            for (int j = box.y0(); j < box.y1(); j++) {
                for (int i = box.x0(); i < box.x1(); i++) {
                    interpreter.point(i, j, k);
                }
            }
        }
        return interpreter.results();
    }

    private void point(int i, int j, int k) {
        for (int n = 0; n < values.length; n++) {
            values[n] = evaluate(program.instructions().get(n), i, j, k);
        }
        for (Program.Store store : program.stores()) {
            Field field = program.fields().get(store.slot());
            field.data()[index(field, i, j, k)] = values[store.value()];
        }
        for (int n = 0; n < reduced.size(); n++) {
            reduced.get(n).add(values[program.reductions().get(n).value()]);
        }
    }

    private double evaluate(Program.Instruction instruction, int i, int j, int k) {
        return switch (instruction.op()) {
            case CONSTANT -> instruction.constant();
            case PARAMETER -> program.parameters().get(instruction.slot()).value();
            case COORDINATE -> coordinate(Axis.of(instruction.slot()), instruction.i(), i, j, k);
            case LOAD -> {
                Field field = program.fields().get(instruction.slot());
                yield field.data()[index(field, i + instruction.i(), j + instruction.j(), k + instruction.k())];
            }
            default -> instruction.op().apply(value(instruction.a()), value(instruction.b()), value(instruction.c()));
        };
    }

    private double value(int operand) {
        return operand < 0 ? 0 : values[operand];
    }

    private double coordinate(Axis axis, int shift, int i, int j, int k) {
        int local = switch (axis) {
            case X -> i;
            case Y -> j;
            case Z -> k;
        };
        return grid.coordinate(axis, location, owned.low(axis) + local + shift);
    }

    /** Points of all fields are counted as those of the program's location: by global index. */
    private int index(Field field, int i, int j, int k) {
        return field.index(
                i + owned.low(Axis.X) - field.offset(Axis.X),
                j + owned.low(Axis.Y) - field.offset(Axis.Y),
                k + owned.low(Axis.Z) - field.offset(Axis.Z));
    }

    private double[] results() {
        double[] results = new double[reduced.size()];
        for (int n = 0; n < results.length; n++) {
            results[n] = combine(program.reductions().get(n).op(), reduced.get(n));
        }
        return results;
    }

    private static double combine(Program.ReductionOp op, List<Double> values) {
        return switch (op) {
            case SUM -> sum(values);
            case MIN -> values.stream().mapToDouble(Double::doubleValue).reduce(Double.POSITIVE_INFINITY, Math::min);
            case MAX -> values.stream().mapToDouble(Double::doubleValue).reduce(Double.NEGATIVE_INFINITY, Math::max);
        };
    }

    private static double sum(List<Double> values) {
        ReproducibleSum sum = new ReproducibleSum();
        values.forEach(sum::add);
        return sum.value();
    }
}
