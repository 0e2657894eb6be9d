import { dateOf, dayOf, endOfMonth } from './calendar.ts';
import type { Day } from './calendar.ts';
import type { Random } from './random.ts';
import { sum, totalOf } from './reportData.ts';
import type {
	BadDebt,
	Card,
	Collateral,
	Contract,
	DebtGroup,
	Inquiry,
	Lender,
	Loan,
	Month,
	Moment,
	ReportData,
	SoldDebt,
	Term,
} from './reportData.ts';
import {
	inventAddress,
	inventBranch,
	inventDigits,
	inventLenderName,
	inventPerson,
} from './vocabulary.ts';

/** How much there is to say of a borrower. */
export interface Profile {
	/** Least and most lenders with a debt. */
	readonly loans: readonly [number, number];
	/** Share of the lenders whose debts are not all in group 1. */
	readonly overdueShare: number;
	readonly cards: readonly [number, number];
	/** Lenders with bad debts in the last five years. */
	readonly badDebts: readonly [number, number];
	readonly contracts: readonly [number, number];
	readonly inquiries: readonly [number, number];
	readonly vamc: readonly [number, number];
	/** Whether tenths of a million occur. */
	readonly hasDecimals: boolean;
}

/** A borrower with a bit of everything. */
export const MIXED: Profile = {
	loans: [2, 7],
	overdueShare: 0.5,
	cards: [1, 3],
	badDebts: [1, 4],
	contracts: [2, 6],
	inquiries: [3, 12],
	vamc: [0, 1],
	hasDecimals: true,
};

/** Debts in good standing or none, and no trouble anywhere. */
export const CLEAN: Profile = {
	loans: [0, 3],
	overdueShare: 0,
	cards: [0, 2],
	badDebts: [0, 0],
	contracts: [0, 3],
	inquiries: [0, 5],
	vamc: [0, 0],
	hasDecimals: true,
};

/** Many lenders: eight pages and more. */
export const DENSE: Profile = {
	loans: [55, 70],
	overdueShare: 0.5,
	cards: [6, 12],
	badDebts: [14, 24],
	contracts: [30, 45],
	inquiries: [70, 100],
	vamc: [1, 3],
	hasDecimals: true,
};

/** Fits on one page. */
export const SHORT: Profile = {
	loans: [1, 2],
	overdueShare: 0.4,
	cards: [1, 1],
	badDebts: [0, 1],
	contracts: [0, 2],
	inquiries: [1, 2],
	vamc: [0, 0],
	hasDecimals: true,
};

type Range = readonly [number, number];

/** An invented borrower: figures that add up, dates in their order, codes that look valid. */
export function inventReport(random: Random, profile: Profile): ReportData {
	const data = inventData(random, profile);
	return profile.hasDecimals ? data : inWholeMillions(data);
}

function inventData(random: Random, profile: Profile): ReportData {
	const sentAt: Moment = {
		day: random.integer(dayOf(2019, 1, 1), dayOf(2026, 6, 30)),
		minute: random.integer(430, 1080),
	};
	const lenders = inventLenders(random, Math.max(8, profile.loans[1] + 6));
	const loans = inventLoans(random, profile, lenders, sentAt.day);
	const cards = random
		.some(onePerName(lenders), within(random, profile.cards))
		.map((issuer) => inventCard(random, profile, issuer, sentAt.day));
	const lateTimes = cards.some(({ late }) => late > 0) ? random.integer(1, 14) : 0;
	return {
		requestedAt: { day: sentAt.day, minute: sentAt.minute - random.integer(0, 9) },
		sentAt,
		printedAt: { day: sentAt.day + random.integer(0, 20), minute: random.integer(430, 1080) },
		requester: fullName(random.pick(lenders)),
		requestedBy: `vidu.tracuu${inventDigits(random, 2)}`,
		ticket: `M${inventDigits(random, 7)}`,
		customerName: inventPerson(random),
		cicCode: inventDigits(random, 10, '000'),
		idCard: inventIdCard(random),
		otherPapers: random.pick(['Không có', `CMND cũ: ${inventDigits(random, 9, '000')}`, '']),
		address: inventAddress(random),
		phone: inventDigits(random, 10, '0000'),
		score: random.chance(0.9)
			? {
					points: random.integer(150, 750),
					rank: random.integer(1, 10),
					day: endOfMonth(sentAt.day, 1) - random.integer(0, 14),
					percentile: random.integer(1, 99),
				}
			: null,
		vamc: random
			.some(onePerName(lenders), within(random, profile.vamc))
			.map((seller): SoldDebt => ({
				seller,
				amount: inventAmount(random),
				day: endOfMonth(sentAt.day, 1),
			})),
		loans,
		cards,
		months: inventMonths(random, loans, cards, sentAt.day),
		badDebts: inventBadDebts(random, profile, lenders, sentAt.day),
		late:
			cards.length === 0
				? null
				: {
						isLate: lateTimes > 0,
						mostDays: lateTimes > 0 ? random.integer(1, 240) : 0,
						times: lateTimes,
					},
		collateral: inventCollateral(random, profile, loans),
		contracts: Array.from({ length: within(random, profile.contracts) }, () =>
			inventContract(random, lenders, sentAt.day),
		),
		inquiries: inventInquiries(random, profile, lenders, sentAt),
	};
}

/** Every tenth becomes a whole million: sums stay sums. */
function inWholeMillions(data: ReportData): ReportData {
	const whole = (tenths: number): number => tenths * 10;
	return {
		...data,
		vamc: data.vamc.map((sold) => ({ ...sold, amount: whole(sold.amount) })),
		loans: data.loans.map((loan) => ({
			...loan,
			terms: loan.terms.map(({ term, groups }) => ({
				term,
				groups: groups.map(({ group, amount }) => ({ group, amount: whole(amount) })),
			})),
		})),
		cards: data.cards.map((card) => ({
			...card,
			limit: whole(card.limit),
			payable: whole(card.payable),
			late: whole(card.late),
		})),
		months: data.months.map(({ day, loans, cards }) => ({
			day,
			loans: loans === null ? null : whole(loans),
			cards: cards === null ? null : whole(cards),
		})),
		badDebts: data.badDebts.map((debt) => ({
			...debt,
			occurrences: debt.occurrences.map((each) => ({ ...each, amount: whole(each.amount) })),
		})),
	};
}

/** The lender as it is printed where the branch matters. */
export function fullName({ name, branch }: Lender): string {
	return branch === '' ? name : `${name} - ${branch}`;
}

function within(random: Random, [least, most]: Range): number {
	return random.integer(least, most);
}

/** Two or three branches of some, one of others; codes of one lender share its three digits. */
function inventLenders(random: Random, count: number): Lender[] {
	const lenders: Lender[] = [];
	while (lenders.length < count) {
		const name = inventLenderName(random);
		const system = String(900 + (lenders.length % 100));
		const branches = random.pick([1, 1, 2, 3]);
		for (let branch = 0; branch < branches; branch += 1) {
			const province = inventDigits(random, 2);
			const isPortfolio = random.chance(0.12);
			const own = isPortfolio
				? `T${inventDigits(random, 2)}`
				: inventDigits(random, 3, random.chance(0.7) ? '00' : '');
			lenders.push({ code: `${province}${system}${own}`, name, branch: inventBranch(random) });
		}
	}
	return lenders;
}

function onePerName(lenders: readonly Lender[]): Lender[] {
	return lenders.filter(
		({ name }, index) => lenders.findIndex((lender) => lender.name === name) === index,
	);
}

/** Whole millions of one to four digits and, now and then, a tenth. */
function inventAmount(random: Random): number {
	const whole = random.integer(1, random.pick([9, 99, 99, 999, 999, 9_999, 13_500]));
	return whole * 10 + (random.chance(0.2) ? random.integer(1, 9) : 0);
}

function inventIdCard(random: Random): string {
	if (random.chance(0.2)) return inventDigits(random, 9, '000');
	const century = random.integer(0, 3);
	const year = century < 2 ? random.integer(50, 99) : random.integer(0, 7);
	return inventDigits(random, 12, `000${century}${String(year).padStart(2, '0')}`);
}

function inventLoans(
	random: Random,
	profile: Profile,
	lenders: readonly Lender[],
	today: Day,
): Loan[] {
	return random.some(lenders, within(random, profile.loans)).map((lender) => {
		const isOverdue = random.chance(profile.overdueShare);
		const terms = random.some<Term>(['short', 'medium', 'long'], random.pick([1, 1, 1, 2]));
		if (isOverdue && random.chance(0.15)) terms.push('other');
		return {
			lender,
			reportedOn: endOfMonth(today, 1),
			terms: terms.map((term) => ({ term, groups: inventGroups(random, term, isOverdue) })),
		};
	});
}

function inventGroups(
	random: Random,
	term: Term,
	isOverdue: boolean,
): { group: DebtGroup; amount: number }[] {
	const groups: DebtGroup[] = isOverdue
		? random
				.some<1 | 2 | 3 | 4 | 5>([1, 2, 3, 4, 5], random.pick([1, 1, 2, 2, 3]))
				.sort((one, other) => one - other)
		: [1];
	if (term === 'other') groups.splice(0, groups.length, 'otherBad');
	return groups.map((group) => ({ group, amount: inventAmount(random) }));
}

function inventCard(random: Random, profile: Profile, issuer: Lender, today: Day): Card {
	const limit = random.integer(1, 40) * random.pick([50, 100, 250]);
	const isLate = random.chance(profile.overdueShare * 0.7);
	const payable = random.chance(0.15) ? 0 : random.integer(1, limit);
	return {
		issuer,
		limit,
		payable,
		late: isLate ? random.integer(0, payable) : 0,
		count: random.integer(1, 4),
		daysLate: isLate ? random.integer(1, 120) : 0,
		reportedOn: endOfMonth(today, 1),
	};
}

/** The last full month owes what the loans and cards say; the ones before it a little more or less. */
function inventMonths(
	random: Random,
	loans: readonly Loan[],
	cards: readonly Card[],
	today: Day,
): Month[] {
	if (loans.length === 0 && cards.length === 0) return [];
	const isNewestMissing = random.chance(0.5);
	const firstCardMonth = cards.length === 0 ? -1 : random.pick([11, 11, random.integer(3, 10)]);
	let owed = sum(loans.map(totalOf));
	let onCards = sum(cards.map(({ payable }) => payable));
	return Array.from({ length: 12 }, (_, index) => {
		const day = endOfMonth(today, isNewestMissing ? index : index + 1);
		if (isNewestMissing && index === 0) return { day, loans: null, cards: null };
		const month = { day, loans: owed, cards: index <= firstCardMonth ? onCards : null };
		owed += random.chance(0.1) ? 0 : random.integer(0, 40) * random.pick([1, 10, 10]);
		onCards = Math.max(0, onCards + random.integer(-20, 20) * random.pick([1, 10]));
		return month;
	});
}

function inventBadDebts(
	random: Random,
	profile: Profile,
	lenders: readonly Lender[],
	today: Day,
): BadDebt[] {
	return random.some(lenders, within(random, profile.badDebts)).map((lender) => {
		const days = Array.from({ length: random.pick([1, 1, 2, 3]) }, () =>
			random.chance(0.7)
				? endOfMonth(today, random.integer(1, 58))
				: today - random.integer(30, 1_780),
		);
		return {
			lender,
			occurrences: [...new Set(days)]
				.sort((one, other) => other - one)
				.map((day) => ({
					day,
					group: random.pick([3, 4, 5] as const),
					amount: inventAmount(random),
				})),
		};
	});
}

function inventCollateral(
	random: Random,
	profile: Profile,
	loans: readonly Loan[],
): Collateral | null {
	if (loans.length === 0 || random.chance(0.2)) return null;
	const lenders = random.integer(1, Math.min(loans.length, 6));
	return { lenders, assets: lenders + random.integer(0, profile.loans[1]) };
}

function inventContract(random: Random, lenders: readonly Lender[], today: Day): Contract {
	const signed = today - random.integer(10, 3_000);
	const { year, month, date } = dateOf(signed);
	const years = random.pick([1, 2, 3, 5, 10, 20, 25]);
	return {
		number: `HĐ-${inventDigits(random, random.integer(4, 7))}`,
		lender: random.pick(lenders),
		signed,
		ends: random.chance(0.8)
			? dayOf(year + years, month, date)
			: signed + random.integer(90, 2_000),
	};
}

function inventInquiries(
	random: Random,
	profile: Profile,
	lenders: readonly Lender[],
	sentAt: Moment,
): Inquiry[] {
	const days = Array.from(
		{ length: within(random, profile.inquiries) },
		() => sentAt.day - random.integer(0, 360),
	).sort((one, other) => other - one);
	return days.map((day) => ({
		lender: random.pick(lenders),
		product: random.pick(['QHTD', 'QHTD', 'Thẻ TD', 'Tức thời'] as const),
		at: { day, minute: random.integer(430, day === sentAt.day ? sentAt.minute : 1_080) },
	}));
}
