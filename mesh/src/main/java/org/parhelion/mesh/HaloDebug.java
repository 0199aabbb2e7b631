package org.parhelion.mesh;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds out who reads ghost points that are stale. As soon as a field is written, each of its ghost points gets a NaN whose
 * payload tells field, side, distance and version; processors pass the payload on, so that whatever is computed from it
 * gives the ghost point away when it is written to a field: by a kernel, or by a loop of the program that then calls {@link
 * Field#markWritten}. Ghosts that are believed to be current although the program has written to the field without saying
 * so are found before a kernel reads them, by exchanging anew and comparing.
 *
 * <p>Grids have one by {@link GridBuilder#debugHalos}. All values that do not depend on a stale ghost keep their bits.
 */
public final class HaloDebug {
    /** A quiet NaN's own bits, and 11 bits that tell ours from others. */
    private static final long MARK = 0x7FF8_0000_0000_0000L | 0x5A5L << 40;

    private static final long MARK_BITS = ~0L << 40;
    private static final int VERSION_BITS = 20;
    private static final int DISTANCE_BITS = 5;
    private static final int SIDE_BITS = 3;

    private final int rank;
    private final List<WeakReference<Field>> fields = new ArrayList<>();
    private String kernel = "";
    private long step = -1;

    HaloDebug(int rank) {
        this.rank = rank;
    }

    /** The time step that is being computed, for messages. */
    public void step(long number) {
        step = number;
    }

    /** The kernel that is running, for messages; empty for none. */
    public void kernel(String words) {
        kernel = words;
    }

    /** A field joins; its number is what a payload has room for. */
    int number(Field field) {
        fields.add(new WeakReference<>(field));
        return fields.size() - 1 & (1 << 12) - 1;
    }

    /** Whether this is the mark of a stale ghost point. */
    public static boolean isPoison(double value) {
        return (Double.doubleToRawLongBits(value) & MARK_BITS) == MARK;
    }

    /** Nobody shall read these until they are filled. */
    void poisonGhosts(Field field, double[] data, int number, long version) {
        IndexBox owned = field.owned();
        forEachGhost(field, (i, j, k) -> data[field.index(i, j, k)] = poison(number, version, owned, i, j, k));
    }

    /** For a field that is not watched. */
    static void clearGhosts(Field field, double[] data) {
        forEachGhost(field, (i, j, k) -> {
            int at = field.index(i, j, k);
            data[at] = isPoison(data[at]) ? 0 : data[at];
        });
    }

    /** Does something to a point by local index. */
    @FunctionalInterface
    private interface PointAction {
        void at(int i, int j, int k);
    }

    private static void forEachGhost(Field field, PointAction action) {
        IndexBox stored = field.stored();
        IndexBox owned = field.owned();
        for (int k = stored.z0(); k < stored.z1(); k++) {
            for (int j = stored.y0(); j < stored.y1(); j++) {
                boolean ownedRow = j >= 0 && j < owned.y1() && k >= 0 && k < owned.z1();
                for (int i = stored.x0(); i < stored.x1(); i++) {
                    if (ownedRow && i == 0) {
                        i = owned.x1();
                    }
                    if (i < stored.x1()) {
                        action.at(i, j, k);
                    }
                }
            }
        }
    }

    private static double poison(int number, long version, IndexBox owned, int i, int j, int k) {
        int[] index = {i, j, k};
        Side side = Side.X_LOW;
        int distance = 0;
        for (Axis axis : Axis.values()) {
            int beyond =
                    index[axis.ordinal()] < 0 ? -index[axis.ordinal()] : index[axis.ordinal()] - owned.high(axis) + 1;
            if (beyond > 0) {
                side = Side.of(axis, index[axis.ordinal()] >= 0);
                distance = Math.min(beyond, (1 << DISTANCE_BITS) - 1);
            }
        }
        long payload = (((long) number << SIDE_BITS | side.ordinal()) << DISTANCE_BITS | distance) << VERSION_BITS
                | version & (1L << VERSION_BITS) - 1;
        return Double.longBitsToDouble(MARK | payload);
    }

    /**
     * Looks for values that come from stale ghost points.
     *
     * @throws StaleGhostException there is one
     */
    void checkWritten(Field field, double[] data) {
        IndexBox owned = field.owned();
        for (int k = 0; k < owned.z1(); k++) {
            for (int j = 0; j < owned.y1(); j++) {
                for (int i = 0; i < owned.x1(); i++) {
                    double value = data[field.index(i, j, k)];
                    if (isPoison(value)) {
                        throw new StaleGhostException(ghost(value) + " was read" + by() + " to compute field " + field
                                + " at " + place(field, i, j, k) + advice());
                    }
                }
            }
        }
    }

    /** A single value that the program reads. */
    void checkRead(Field field, int i, int j, int k, double value) {
        if (isPoison(value)) {
            throw new StaleGhostException(
                    ghost(value) + " was read" + by() + " at " + place(field, i, j, k) + advice());
        }
    }

    /**
     * Looks at the ghost points that a kernel is about to read.
     *
     * @param points of the kernel, by local index
     * @param offset of the points that it reads from those that it computes, along x, y, z
     * @throws StaleGhostException one is not filled
     */
    public void checkFilled(Field field, IndexBox points, int[] offset) {
        IndexBox owned = field.owned();
        for (int k = points.z0() + offset[2]; k < points.z1() + offset[2]; k++) {
            for (int j = points.y0() + offset[1]; j < points.y1() + offset[1]; j++) {
                boolean ownedRow = j >= 0 && j < owned.y1() && k >= 0 && k < owned.z1();
                for (int i = points.x0() + offset[0]; i < points.x1() + offset[0]; i++) {
                    if (ownedRow && i == 0) {
                        i = owned.x1();
                    }
                    if (i < points.x1() + offset[0] && isPoison(field.data()[field.index(i, j, k)])) {
                        throw new StaleGhostException(
                                ghost(field.data()[field.index(i, j, k)]) + " would be read at offset "
                                        + Arrays.toString(offset) + by() + ", but no exchange has filled it");
                    }
                }
            }
        }
    }

    /**
     * Compares ghost points that were believed to be current with those of an exchange made now.
     *
     * @param before all values of the field before the exchange
     * @param points of the kernel, by local index
     * @param offset as above
     * @throws StaleGhostException one has changed
     */
    public void checkCurrent(Field field, double[] before, IndexBox points, int[] offset) {
        IndexBox owned = field.owned();
        for (int k = points.z0() + offset[2]; k < points.z1() + offset[2]; k++) {
            for (int j = points.y0() + offset[1]; j < points.y1() + offset[1]; j++) {
                for (int i = points.x0() + offset[0]; i < points.x1() + offset[0]; i++) {
                    int at = field.index(i, j, k);
                    double now = field.data()[at];
                    if (!owned.contains(i, j, k)
                            && Double.doubleToRawLongBits(now) != Double.doubleToRawLongBits(before[at])) {
                        throw new StaleGhostException("field " + field + ": the ghost point " + where(owned, i, j, k)
                                + " is stale, and would be read at offset " + Arrays.toString(offset) + by()
                                + ": it holds "
                                + before[at] + " but its owner, or the boundary, has " + now
                                + "; somebody has written to data() without calling markWritten()");
                    }
                }
            }
        }
    }

    private static String where(IndexBox owned, int i, int j, int k) {
        long bits = Double.doubleToRawLongBits(poison(0, 0, owned, i, j, k));
        return "behind side " + side(bits).label() + ", " + distance(bits) + " outside,";
    }

    private static Side side(long bits) {
        return Side.values()[(int) (bits >> VERSION_BITS + DISTANCE_BITS) & (1 << SIDE_BITS) - 1];
    }

    private static long distance(long bits) {
        return bits >> VERSION_BITS & (1L << DISTANCE_BITS) - 1;
    }

    private String ghost(double poison) {
        long bits = Double.doubleToRawLongBits(poison);
        int number = (int) (bits >> VERSION_BITS + DISTANCE_BITS + SIDE_BITS) & (1 << 12) - 1;
        Field field = number < fields.size() ? fields.get(number).get() : null;
        long version = bits & (1L << VERSION_BITS) - 1;
        return "field " + (field == null ? "that is gone" : field) + ": a ghost point behind side "
                + side(bits).label() + ", " + distance(bits) + " outside, "
                + (version == 0 ? "never filled," : "stale since the field was written for time " + version + ",");
    }

    private String by() {
        return (kernel.isEmpty() ? by(Thread.currentThread().getStackTrace()) : " by " + kernel)
                + (step < 0 ? "" : " in step " + step) + " on rank " + rank;
    }

    private static String by(StackTraceElement[] stack) {
        for (StackTraceElement frame : stack) {
            String name = frame.getClassName();
            boolean own = name.equals(HaloDebug.class.getName()) || name.equals(Field.class.getName());
            if (!own && !name.startsWith("java.")) {
                return " by " + name + "." + frame.getMethodName() + "(" + frame.getFileName() + ":"
                        + frame.getLineNumber() + ")";
            }
        }
        return "";
    }

    private String place(Field field, int i, int j, int k) {
        int[] local = {i, j, k};
        List<String> index = new ArrayList<>();
        for (int a = 0; a < field.grid().dimensions(); a++) {
            index.add("" + (local[a] + field.offset(Axis.of(a))));
        }
        return "point [" + String.join(", ", index) + "]";
    }

    private static String advice() {
        return "; exchange its halo after writing it (HaloExchange), or let a Kernel do so";
    }
}
