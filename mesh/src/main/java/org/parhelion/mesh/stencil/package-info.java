/** From an equation to a kernel: expression tree, parser, lowering, interpreter and bytecode generator. */
package org.parhelion.mesh.stencil;
