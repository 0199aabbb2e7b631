package org.parhelion.examples;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.Field;

/**
 * {@code zran3}: random numbers are dealt to the points, x fastest; where the ten largest are the charge is 1, where the ten
 * smallest are, −1, elsewhere 0.
 */
final class NasMgCharges {
    private static final long SEED = 314159265;
    private static final int CHARGES = 10;

    private NasMgCharges() {}

    /** A number and the place it was dealt to, counted x fastest. */
    private record Dealt(double number, long place) {}

    /** Collective. */
    static void place(Field v) {
        v.fill(0);
        List<Dealt> largest = ends(v, Comparator.comparingDouble(Dealt::number).reversed());
        List<Dealt> smallest = ends(v, Comparator.comparingDouble(Dealt::number));
        charge(v, largest, 1);
        charge(v, smallest, -1);
    }

    private static void charge(Field v, List<Dealt> places, double charge) {
        long n = v.grid().cells(Axis.X);
        for (Dealt it : places) {
            v.set((int) (it.place % n), (int) (it.place / n % n), (int) (it.place / (n * n)), charge);
        }
    }

    /** The first ten of all points in an order. */
    private static List<Dealt> ends(Field v, Comparator<Dealt> order) {
        long n = v.grid().cells(Axis.X);
        List<Dealt> best = new ArrayList<>();
        for (int k = 0; k < v.size(Axis.Z); k++) {
            for (int j = 0; j < v.size(Axis.Y); j++) {
                long first = v.offset(Axis.X) + n * (v.offset(Axis.Y) + j + n * (v.offset(Axis.Z) + k));
                RandomStream random = RandomStream.from(SEED, first);
                for (int i = 0; i < v.size(Axis.X); i++) {
                    take(best, new Dealt(random.next(), first + i), order);
                }
            }
        }
        double[] mine = new double[2 * CHARGES];
        Arrays.fill(mine, Double.NaN);
        for (int m = 0; m < best.size(); m++) {
            mine[2 * m] = best.get(m).number;
            mine[2 * m + 1] = best.get(m).place;
        }
        double[] all = new double[mine.length * v.grid().communicator().size()];
        v.grid().communicator().allGather(mine, all);
        List<Dealt> first = new ArrayList<>();
        for (int m = 0; m < all.length; m += 2) {
            if (!Double.isNaN(all[m])) {
                take(first, new Dealt(all[m], (long) all[m + 1]), order);
            }
        }
        return first;
    }

    private static void take(List<Dealt> best, Dealt next, Comparator<Dealt> order) {
        if (best.size() == CHARGES && order.compare(next, best.get(CHARGES - 1)) >= 0) {
            return;
        }
        int at = best.size();
        while (at > 0 && order.compare(next, best.get(at - 1)) < 0) {
            at--;
        }
        best.add(at, next);
        if (best.size() > CHARGES) {
            best.remove(CHARGES);
        }
    }
}
