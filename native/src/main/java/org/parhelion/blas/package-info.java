/** Native linear algebra and facts about the machine. */
package org.parhelion.blas;
