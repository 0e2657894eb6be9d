import type {
	IAuthenticate,
	IAuthenticateRuleResponseCode,
	IAuthenticateRuleResponseSuccessBody,
	ICredentialTestRequest,
	ICredentialType,
	Icon,
	INodeProperties,
} from 'n8n-workflow';
import {
	CREDIT_REPORT,
	parseBaseUrl,
	toSecretProblem,
	trimInvisible,
} from '../nodes/ComputerVisionVietnam/api/endpoint';

/** Fails the test when the reply's `key` equals `value`; `undefined` stands for a missing key. */
const failsWhen = (
	key: string,
	value: string | number | undefined,
	message: string,
): IAuthenticateRuleResponseSuccessBody => ({
	type: 'responseSuccessBody',
	properties: { key, value, message },
});

const failsOnStatus = (value: number, message: string): IAuthenticateRuleResponseCode => ({
	type: 'responseCode',
	properties: { value, message },
});

const WRONG_KEY = 'The API does not accept this API key and secret';
const WRONG_HOST =
	'Something answered at this base URL, but it is not the Computer Vision Vietnam API';
const REDIRECTED =
	'The server at this base URL redirects to another address: enter the final address';
const OUT_OF_REQUESTS =
	'The API accepts this key, but its requests are used up: ask Computer Vision Vietnam for more';

/** The first rule that applies gives the message. A page that is no JSON has no `errorCode`. */
const TEST_RULES: Array<IAuthenticateRuleResponseCode | IAuthenticateRuleResponseSuccessBody> = [
	...[301, 302, 303, 307, 308].map((status) => failsOnStatus(status, REDIRECTED)),
	failsOnStatus(401, WRONG_KEY),
	failsOnStatus(403, WRONG_KEY),
	failsOnStatus(404, WRONG_HOST),
	failsOnStatus(405, WRONG_HOST),
	failsWhen('errorCode', undefined, WRONG_HOST),
	failsWhen('errorMessage', 'Incorrect api_key or api_secret', WRONG_KEY),
	failsWhen('errorMessage', 'Incorrect Api_key or api_secret', WRONG_KEY),
	failsWhen('errorMessage', 'Out of requests', OUT_OF_REQUESTS),
	failsWhen('errorCode', '4', WRONG_KEY),
	failsWhen('errorCode', 4, WRONG_KEY),
	failsWhen('errorCode', '5', OUT_OF_REQUESTS),
	failsWhen('errorCode', 5, OUT_OF_REQUESTS),
];

/**
 * HTTP Basic with the vendor's key and secret.
 *
 * The test asks the paid endpoint without naming a document: a working key is answered with an
 * error about the missing image, which costs nothing, a wrong one with error code 4 or HTTP 401.
 * Codes 4 and 5 are swapped on some of the vendor's endpoints, so the message is looked at first.
 */
export class ComputerVisionVietnamApi implements ICredentialType {
	name = 'computerVisionVietnamApi';

	displayName = 'Computer Vision Vietnam API';

	documentationUrl =
		'https://github.com/n8n-nodes-computervision-vietnam/n8n-nodes-computervision-vietnam#credential';

	icon: Icon = {
		light: 'file:../icons/computerVisionVietnam.svg',
		dark: 'file:../icons/computerVisionVietnam.dark.svg',
	};

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'The api_key that Computer Vision Vietnam gave you',
		},
		{
			displayName: 'API Secret',
			name: 'apiSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'The api_secret that belongs to the key',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://demo.computervision.com.vn',
			required: true,
			placeholder: 'e.g. https://demo.computervision.com.vn',
			description:
				'The address of the API without /api/v2. Your contract names it; demo is the one that is documented.',
		},
		{
			displayName: 'Allow Insecure HTTP',
			name: 'allowInsecureHttp',
			type: 'boolean',
			default: false,
			description:
				'Whether to send key and reports without encryption if the base URL starts with http:. Only for a server in your own network; this machine itself is always allowed.',
		},
	];

	/** Adds the key and secret, and refuses to send them unencrypted to another machine. */
	authenticate: IAuthenticate = async (credentials, requestOptions) => {
		const baseUrl = parseBaseUrl(credentials['baseUrl'], credentials['allowInsecureHttp']);
		if (!baseUrl.ok) throw new Error(baseUrl.failure.message);
		const problem = toSecretProblem(credentials);
		if (problem) throw new Error(problem.message);
		return {
			...requestOptions,
			auth: {
				username: trimInvisible(credentials['apiKey']),
				password: trimInvisible(credentials['apiSecret']),
			},
		};
	};

	test: ICredentialTestRequest = {
		request: {
			// As `parseBaseUrl` takes it: blanks around it, or the whole address of the endpoint.
			baseURL: `={{ $credentials.baseUrl.replace(/^[\\s\\p{Cc}\\p{Cf}]+|[\\s\\p{Cc}\\p{Cf}]+$/gu, "").replace("${CREDIT_REPORT.path}", "") }}`,
			url: CREDIT_REPORT.path,
			qs: { img: '', format_type: 'url', get_thumb: 'false' },
			disableFollowRedirect: true,
			sendCredentialsOnCrossOriginRedirect: false,
			timeout: 30_000,
		},
		rules: TEST_RULES as IAuthenticateRuleResponseSuccessBody[],
	};
}
