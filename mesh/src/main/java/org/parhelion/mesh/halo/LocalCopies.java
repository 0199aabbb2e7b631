package org.parhelion.mesh.halo;

import java.util.ArrayList;
import java.util.List;
import org.parhelion.mesh.Field;

/** Ghosts that a block owns itself, across a periodic seam: copied within the field's storage, no message needed. */
final class LocalCopies {
    /** Rows taken at a time: what they touch of all boxes with short rows stays in the first-level cache. */
    private static final int ROWS = 32;

    private final Copy[] longRows;
    private final Copy[] shortRows;
    private final int planes;
    private final int rows;

    private record Copy(Field field, Box source, Box ghosts) {}

    LocalCopies(List<Copy> copies) {
        this.longRows =
                copies.stream().filter(copy -> !copy.ghosts.hasShortRows()).toArray(Copy[]::new);
        this.shortRows =
                copies.stream().filter(copy -> copy.ghosts.hasShortRows()).toArray(Copy[]::new);
        int mostPlanes = 0;
        int mostRows = 0;
        for (Copy copy : shortRows) {
            mostPlanes = Math.max(mostPlanes, copy.ghosts.nz());
            mostRows = Math.max(mostRows, copy.ghosts.ny());
        }
        this.planes = mostPlanes;
        this.rows = mostRows;
    }

    /** All copies of a block at this position. */
    static LocalCopies of(Field[] fields, int[] position, boolean corners) {
        List<Copy> copies = new ArrayList<>();
        for (Field field : fields) {
            int me = field.grid().communicator().rank();
            for (Piece piece : Piece.of(field, position, corners)) {
                if (piece.owner(field) == me) {
                    copies.add(new Copy(field, piece.sources(field), piece.ghosts(field)));
                }
            }
        }
        return new LocalCopies(copies);
    }

    /**
     * Boxes of short rows go side by side, some rows at a time: both faces of a field across its fastest axis have their ghosts and their
     * sources in the same cache lines, the end of one row being next to the start of another.
     */
    void run() {
        for (int k = 0; k < planes; k++) {
            for (int j = 0; j < rows; j += ROWS) {
                for (Copy copy : shortRows) {
                    copy.ghosts.copyShortRows(copy.source, copy.field.data(), k, j, j + ROWS);
                }
            }
        }
        for (Copy copy : longRows) {
            copy.ghosts.copyLongRows(copy.source, copy.field.data());
        }
    }
}
