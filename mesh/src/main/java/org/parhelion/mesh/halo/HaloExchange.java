package org.parhelion.mesh.halo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.Field;

/**
 * Makes the ghost points of some fields current: those that other ranks own come in messages (one for each neighbour, all
 * fields together, over persistent requests), those across a periodic seam on the same rank are copied, those beyond the
 * walls of the domain are filled from the boundaries. A field whose ghosts are current already costs nothing.
 *
 * <pre>{@code
 * halo.start();     // messages are under way: change neither the fields nor their ghosts
 * …                 // compute what needs no ghosts
 * halo.finish();    // ghosts are current
 * }</pre>
 *
 * <p>All ranks of the grid make and use an exchange alike. Fields may be swapped and halos widened between exchanges.
 * Nothing is allocated once every combination of stale fields has been exchanged once. Messages travel on the grid's
 * communicator with tag 20552.
 */
public final class HaloExchange implements AutoCloseable {
    private final Field[] fields;
    private final boolean corners;
    private final boolean[] stale;
    private final List<HaloPlan> plans = new ArrayList<>();
    private HaloPlan current;
    private boolean underWay;

    private HaloExchange(Field[] fields, boolean corners) {
        this.fields = fields;
        this.corners = corners;
        this.stale = new boolean[fields.length];
    }

    /**
     * An exchange of these fields together.
     *
     * @param fields fields of one grid, at any locations, with any halos
     * @param corners whether ghosts behind the edges and corners of the blocks are needed (mixed derivatives, 27 points) or
     *     only those behind faces
     * @throws IllegalArgumentException if there is no field, one twice, or fields of different grids
     */
    public static HaloExchange of(Collection<Field> fields, boolean corners) {
        Field[] all = fields.toArray(new Field[0]);
        if (all.length == 0) {
            throw new IllegalArgumentException("a halo exchange needs at least one field");
        }
        for (int n = 0; n < all.length; n++) {
            if (all[n].grid() != all[0].grid()) {
                throw new IllegalArgumentException(
                        "fields " + all[0] + " and " + all[n] + " are on different grids; exchange them apart");
            }
            for (int m = 0; m < n; m++) {
                if (all[m] == all[n]) {
                    throw new IllegalArgumentException("field " + all[n] + " is given twice to one halo exchange");
                }
            }
        }
        return new HaloExchange(all, corners);
    }

    /**
     * Sends what neighbours need of the stale fields and fills ghosts that depend on no message. Until {@link #finish} the
     * fields must not change.
     *
     * @throws IllegalStateException if the exchange is under way already
     */
    public void start() {
        if (underWay) {
            throw new IllegalStateException("halo exchange of " + names() + " was started twice; finish it first");
        }
        boolean any = false;
        for (int n = 0; n < fields.length; n++) {
            stale[n] = !fields[n].ghostsCurrent(corners);
            any |= stale[n];
        }
        current = any ? plan() : null;
        underWay = true;
        if (any) {
            current.start();
        }
    }

    /** Exchanges all fields, current or not: for a check of those that should be. */
    public void exchangeAnyway() {
        Arrays.fill(stale, true);
        current = plan();
        underWay = true;
        current.start();
        finish();
    }

    /**
     * Whether {@link #start} already makes the ghosts behind the block's sides across this axis hold what they should,
     * because no message has to do with them; the points that read no others need not wait for {@link #finish}.
     */
    public boolean fillsAtStart(Axis axis) {
        return HaloPlan.fillsAtStart(fields[0].grid(), axis, corners);
    }

    /**
     * Waits for the messages and fills the ghosts that are left.
     *
     * @throws IllegalStateException if the exchange was not started
     */
    public void finish() {
        if (!underWay) {
            throw new IllegalStateException("halo exchange of " + names() + " was not started");
        }
        if (current != null) {
            current.finish();
        }
        underWay = false;
    }

    /** Start and finish in one. */
    public void exchange() {
        start();
        finish();
    }

    /**
     * Computes while messages travel.
     *
     * @param inner what needs no ghosts; must not change the fields
     * @param shell what needs ghosts
     */
    public void overlap(Runnable inner, Runnable shell) {
        start();
        inner.run();
        finish();
        shell.run();
    }

    private HaloPlan plan() {
        for (int n = 0; n < plans.size(); n++) {
            HaloPlan plan = plans.get(n);
            if (plan.isFor(stale)) {
                if (plan.fits()) {
                    return plan;
                }
                plans.remove(n).close();
                break;
            }
        }
        HaloPlan plan = new HaloPlan(fields, stale, corners);
        plans.add(plan);
        return plan;
    }

    private String names() {
        return List.of(fields).toString();
    }

    /** Frees the requests. An exchange under way, as after an exception, is left as it is. */
    @Override
    public void close() {
        if (underWay) {
            return;
        }
        for (int n = plans.size() - 1; n >= 0; n--) {
            plans.remove(n).close();
        }
    }
}
