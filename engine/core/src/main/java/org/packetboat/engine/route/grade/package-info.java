/** Mail that may go only at some hours, by its priority. */
package org.packetboat.engine.route.grade;
