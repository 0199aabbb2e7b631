/** Grids, fields and their boundaries. */
package org.parhelion.mesh;
