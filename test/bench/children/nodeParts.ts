/** The parts of the node that turn a reply into items, bundled as the package is, to be measured. */
export { readReply } from '../../../nodes/ComputerVisionVietnam/schema/reply';
export { shapeReports } from '../../../nodes/ComputerVisionVietnam/shape/shapeReports';
