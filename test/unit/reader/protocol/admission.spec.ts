import { Admission } from '../../../../reader/protocol/admission.ts';

describe('the documents that are held at the same time', () => {
	it('are counted', () => {
		const admission = new Admission({ maxDocuments: 2, maxBytes: 100 });
		const leave = admission.enter(1);
		expect(admission.enter(1)).not.toBeNull();
		expect(admission.enter(1)).toBeNull();
		leave?.();
		expect(admission.enter(1)).not.toBeNull();
		expect(admission.enter(1)).toBeNull();
	});

	it('have their bytes counted', () => {
		const admission = new Admission({ maxDocuments: 9, maxBytes: 100 });
		const leave = admission.enter(60);
		expect(admission.enter(41)).toBeNull();
		expect(admission.enter(40)).not.toBeNull();
		leave?.();
		expect(admission.enter(61)).toBeNull();
		expect(admission.enter(60)).not.toBeNull();
	});

	it('let one in that is too large for them all: its own limit is looked at later', () => {
		const admission = new Admission({ maxDocuments: 9, maxBytes: 100 });
		expect(admission.enter(1000)).not.toBeNull();
		expect(admission.enter(0)).toBeNull();
	});
});
