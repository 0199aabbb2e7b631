package org.parhelion.mesh;

import java.util.HexFormat;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.ReduceOp;

/**
 * A fingerprint of the bits of a field in global order, made without bringing the field to one rank: two fields have the
 * same digest (with overwhelming probability) only if every point holds the same 64 bits, zeros' signs and NaNs' payloads
 * included. It does not depend on the number of ranks, the cuts, the halo or the ghosts.
 *
 * <p>Definition: with n the point's number in {@code [z][y][x]} order and b its bits, each half of the digest is the sum
 * modulo 2^64 over all points of mix(mix(n · C + S) ^ b), where mix is the finaliser of SplitMix64 (Steele, Lea and Flood
 * 2014, Stafford's variant 13), C its odd increment, and S a seed for each half. The digest guards against mistakes, not
 * against forgery.
 */
public final class FieldDigest {
    private static final long INCREMENT = 0x9E3779B97F4A7C15L;
    private static final long FIRST_SEED = 0x243F6A8885A308D3L;
    private static final long SECOND_SEED = 0x13198A2E03707344L;

    private FieldDigest() {}

    /**
     * The digest of the points that all ranks own; all ranks of the grid must call.
     *
     * @return 32 hexadecimal digits, the same on every rank
     */
    public static String of(Field field) {
        CartesianGrid grid = field.grid();
        long pointsX = grid.points(Axis.X, field.location());
        long pointsY = grid.points(Axis.Y, field.location());
        double[] data = field.data();
        StorageOrder order = grid.storage();
        IndexBox rows = order.arranged(field.owned());
        // Distances of points' numbers along rows, across rows and across planes, and the first point's number.
        long[] byAxis = {1, pointsX, pointsX * pointsY};
        long along = byAxis[order.axis(0).ordinal()];
        long across = byAxis[order.axis(1).ordinal()];
        long planes = byAxis[order.axis(2).ordinal()];
        long first = (field.offset(Axis.Z) * pointsY + field.offset(Axis.Y)) * pointsX + field.offset(Axis.X);
        long[] sums = new long[2];
        for (int k = 0; k < rows.z1(); k++) {
            for (int j = 0; j < rows.y1(); j++) {
                add(sums, data, field.row(j, k), rows.x1(), first + j * across + k * planes, along);
            }
        }
        Communicator communicator = grid.communicator();
        communicator.allReduce(sums, ReduceOp.SUM);
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(sums[0]) + hex.toHexDigits(sums[1]);
    }

    private static void add(long[] sums, double[] data, int start, int count, long number, long step) {
        long first = 0;
        long second = 0;
        for (int i = 0; i < count; i++) {
            long bits = Double.doubleToRawLongBits(data[start + i]);
            long key = (number + i * step) * INCREMENT;
            first += mix(mix(key + FIRST_SEED) ^ bits);
            second += mix(mix(key + SECOND_SEED) ^ bits);
        }
        sums[0] += first;
        sums[1] += second;
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
