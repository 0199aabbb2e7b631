package org.parhelion.mesh;

/** A ghost point was read that does not hold what its owner, or the boundary, has. */
public class StaleGhostException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    public StaleGhostException(String message) {
        super(message);
    }
}
