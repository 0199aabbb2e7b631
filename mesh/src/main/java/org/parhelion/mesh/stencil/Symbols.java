package org.parhelion.mesh.stencil;

import java.util.Collection;

/** What the names in an expression's text stand for. */
public interface Symbols {
    /**
     * The expression that a name stands for, or null where the name is not known.
     *
     * @throws ExpressionException when the name is known but cannot be used
     */
    Expr lookup(String name);

    /** All names that are known: to offer the nearest one for a name that is not. */
    Collection<String> names();
}
